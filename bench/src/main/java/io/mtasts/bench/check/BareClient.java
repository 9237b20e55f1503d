package io.mtasts.bench.check;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * The floor below what looks at a {@link Crowd}: as many connections and handshakes, certificates verified, by a client
 * that knows all addresses, asks no DNS, reads what it must and understands nothing of it. A process of its own, as the others are.
 */
public final class BareClient {
    private static final int AT_THE_SAME_TIME = 16;
    private static final int HTTPS = 443;
    private static final int SMTP = 25;
    private static final int MAIL_SERVERS = 2;

    private final SSLSocketFactory tls;

    private BareClient(SSLSocketFactory tls) {
        this.tls = tls;
    }

    /**
     * Ends when all is done, or with a stack trace at the first thing that fails.
     *
     * @param arguments how many domains, and the PEM file of the root to trust
     */
    public static void main(String[] arguments)
            throws IOException, GeneralSecurityException, InterruptedException, ExecutionException {
        int count = Integer.parseInt(arguments[0]);
        var client = new BareClient(trusting(arguments[1]).getSocketFactory());
        try (var threads = Executors.newFixedThreadPool(
                AT_THE_SAME_TIME, Thread.ofVirtual().factory())) {
            var looks = new ExecutorCompletionService<Void>(threads);
            for (int number = 0; number < count; number++) {
                int domain = number;
                looks.submit(() -> client.policyHost(domain), null);
                for (int place = 1; place <= MAIL_SERVERS; place++) {
                    int at = place;
                    looks.submit(() -> client.mailServer(domain, at), null);
                    for (int again = 0; again < Crowd.REFUSED_HANDSHAKES / MAIL_SERVERS; again++) {
                        looks.submit(() -> client.otherCertificate(domain, at), null);
                    }
                }
            }
            for (int i = 0; i < count * (Crowd.HANDSHAKES + Crowd.REFUSED_HANDSHAKES); i++) {
                looks.take().get();
            }
        }
    }

    private static SSLContext trusting(String pem) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var in = new FileInputStream(pem)) {
            store.setCertificateEntry(
                    "root", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private void policyHost(int number) {
        var host = "mta-sts.d%d.crowd.test".formatted(number);
        try (var plain = connected(number, 0, HTTPS);
                var secured = secured(plain, host, HTTPS)) {
            say(secured, "GET /.well-known/mta-sts.txt HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
            expect(secured.getInputStream().readAllBytes().length > 0);
        } catch (IOException e) {
            throw new IllegalStateException(host, e);
        }
    }

    private void mailServer(int number, int place) {
        var host = "mx%d.d%d.crowd.test".formatted(place, number);
        try (var plain = connected(number, place, SMTP)) {
            replyTo(plain, "", "220");
            replyTo(plain, "EHLO [127.0.0.1]\r\n", "250");
            replyTo(plain, "STARTTLS\r\n", "220");
            try (var secured = secured(plain, host, SMTP)) {
                replyTo(secured, "QUIT\r\n", "221");
            }
        } catch (IOException e) {
            throw new IllegalStateException(host, e);
        }
    }

    /** Offers signatures by ECDSA alone to a server that has RSA, as who wants to know whether it has both. */
    private void otherCertificate(int number, int place) {
        var host = "mx%d.d%d.crowd.test".formatted(place, number);
        try (var plain = connected(number, place, SMTP)) {
            replyTo(plain, "", "220");
            replyTo(plain, "EHLO [127.0.0.1]\r\n", "250");
            replyTo(plain, "STARTTLS\r\n", "220");
            var socket = (SSLSocket) tls.createSocket(plain, host, SMTP, true);
            var parameters = socket.getSSLParameters();
            parameters.setSignatureSchemes(new String[] {"ecdsa_secp256r1_sha256", "ecdsa_secp384r1_sha384"});
            socket.setSSLParameters(parameters);
            expect(isRefused(socket));
        } catch (IOException e) {
            throw new IllegalStateException(host, e);
        }
    }

    private static boolean isRefused(SSLSocket socket) throws IOException {
        try (socket) {
            socket.startHandshake();
            return false;
        } catch (SSLException refused) {
            return true;
        }
    }

    private static Socket connected(int number, int place, int port) throws IOException {
        var socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(Crowd.address(number, place), port));
        return socket;
    }

    private SSLSocket secured(Socket plain, String host, int port) throws IOException {
        var socket = (SSLSocket) tls.createSocket(plain, host, port, true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static void replyTo(Socket socket, String command, String code) throws IOException {
        say(socket, command);
        var line = line(socket.getInputStream());
        while (line.startsWith(code + "-")) {
            line = line(socket.getInputStream());
        }
        expect(line.startsWith(code));
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the lab hung up");
            }
            line.append((char) next);
        }
        return line.toString();
    }

    private static void expect(boolean met) throws IOException {
        if (!met) {
            throw new IOException("the lab answered something else");
        }
    }
}
