package io.mtasts.operator.cluster;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** Fetches policies through the node's ingress controller as a sender does, with nothing of the code under test. */
final class Visitor {
    private static final int TIMEOUT_MILLIS = 5_000;

    private final SSLContext trusting;
    private final int port;

    /**
     * @param root the only authority that is trusted, in PEM
     * @param port of this machine, which leads to port 443 of the node
     */
    Visitor(String root, int port) {
        this.port = port;
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "root",
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(root.getBytes(StandardCharsets.UTF_8))));
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            trusting = SSLContext.getInstance("TLS");
            trusting.init(null, managers.getTrustManagers(), null);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What was answered: the status line, headers and body. */
    record Answer(String head, String body) {
        boolean good() {
            return head.startsWith("HTTP/1.1 200 ");
        }
    }

    /** Over TLS with a certificate that is valid for the policy host, on a connection of its own. */
    Answer fetch(String policyHost) throws IOException {
        try (var connection = new Socket()) {
            connection.connect(new InetSocketAddress("localhost", port), TIMEOUT_MILLIS);
            connection.setSoTimeout(TIMEOUT_MILLIS);
            try (var tls = (SSLSocket) trusting.getSocketFactory().createSocket(connection, policyHost, 443, true)) {
                var parameters = tls.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                tls.setSSLParameters(parameters);
                tls.getOutputStream()
                        .write("GET /.well-known/mta-sts.txt HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                                .formatted(policyHost)
                                .getBytes(StandardCharsets.US_ASCII));
                var answer = new String(tls.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                int end = answer.indexOf("\r\n\r\n");
                return end < 0
                        ? new Answer(answer, "")
                        : new Answer(answer.substring(0, end), answer.substring(end + 4));
            }
        }
    }

    /** Requests one after the other until closed, some twenty in a second; counts those that did not get the policy. */
    final class Stream implements AutoCloseable {
        private final List<String> failures = new ArrayList<>();
        private final AtomicInteger requests = new AtomicInteger();
        private final Thread thread;
        private volatile boolean ended;

        private Stream(String policyHost) {
            thread = Thread.ofVirtual().start(() -> {
                while (!ended) {
                    request(policyHost);
                    LockSupport.parkNanos(Duration.ofMillis(40).toNanos());
                }
            });
        }

        private void request(String policyHost) {
            requests.incrementAndGet();
            try {
                var answer = fetch(policyHost);
                if (!answer.good()) {
                    failures.add(answer.head().lines().findFirst().orElse("nothing"));
                }
            } catch (IOException e) {
                failures.add(e.toString());
            }
        }

        int requests() {
            return requests.get();
        }

        /** What went wrong; to be asked when closed. */
        List<String> failures() {
            return failures;
        }

        @Override
        public void close() {
            ended = true;
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    Stream keepFetching(String policyHost) {
        return new Stream(policyHost);
    }
}
