package io.mtasts.observe.tls;

import io.mtasts.observe.net.AddressText;
import io.mtasts.observe.net.Deadlines;
import io.mtasts.policy.DurationText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.StandardConstants;
import javax.net.ssl.TrustManager;

/** Makes a TLS 1.2 or 1.3 handshake with SNI on an open connection, and has the certificate judged before anything is said. */
public final class TlsClient {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final CertificateJudge judge;
    private final Deadlines deadlines;
    private final Duration timeout;

    public TlsClient(CertificateJudge judge, Deadlines deadlines, Duration timeout) {
        this.judge = judge;
        this.deadlines = deadlines;
        this.timeout = timeout;
    }

    /** What came of it. */
    public sealed interface Handshake {
        /**
         * A sender would go on.
         *
         * @param withoutThat the libraries that do not offer what was agreed on: the server may agree with them on something else
         * @param chain as the server sent it, its own certificate first
         */
        record Secured(
                SSLSocket socket,
                String protocol,
                CertificateView certificate,
                Set<Peculiarity> peculiarities,
                List<SendingStack> withoutThat,
                List<X509Certificate> chain)
                implements Handshake {
            public Secured {
                peculiarities = Set.copyOf(peculiarities);
                withoutThat = List.copyOf(withoutThat);
                chain = List.copyOf(chain);
            }
        }

        /** A sender would stop here; {@code chain} is as the server sent it, its own certificate first. */
        record Rejected(
                CertificateProblem problem,
                String detail,
                Optional<CertificateView> certificate,
                String protocol,
                List<X509Certificate> chain)
                implements Handshake {
            public Rejected {
                chain = List.copyOf(chain);
            }
        }

        /** The peer knows TLS, and only such as is older than 1.2. */
        record TooOld(String detail) implements Handshake {}

        /** No end within the time that a handshake may take. */
        record TimedOut(String detail) implements Handshake {}

        /** No TLS; {@code maybeJavaAlone} is whether a sender may come to terms with it all the same. */
        record Failed(String detail, boolean maybeJavaAlone) implements Handshake {}
    }

    public Handshake handshake(Socket connection, String host) {
        return handshake(connection, host, List.of());
    }

    /** With signatures of these kinds alone, in this order; in Java's own where there are none. */
    public Handshake handshake(Socket connection, String host, List<KeyKind> kinds) {
        return handshake(
                connection, host, serverName(host), kinds, (chain, stapled) -> judge.judge(chain, host, stapled));
    }

    /** With a server that is known by its address alone, which goes into no SNI (RFC 6066 section 3). */
    public Handshake handshake(Socket connection, InetAddress server) {
        return handshake(
                connection,
                AddressText.of(server),
                List.of(),
                List.of(),
                (chain, stapled) -> judge.judge(chain, server, stapled));
    }

    private Handshake handshake(
            Socket connection, String host, List<SNIServerName> names, List<KeyKind> kinds, Judging judging) {
        try (var deadline = deadlines.after(timeout, connection)) {
            try {
                var overheard = new OverheardSocket(connection);
                var socket = socket(overheard, host, names, kinds);
                socket.startHandshake();
                return judged(socket, overheard.heard(), judging);
            } catch (IOException e) {
                return deadline.passed()
                        ? new Handshake.TimedOut("no TLS handshake within " + DurationText.of(timeout))
                        : failed(e);
            }
        }
    }

    /** Has a chain judged; {@code stapled} is whether a response of OCSP came with it. */
    private interface Judging {
        CertificateJudge.Judged of(List<X509Certificate> chain, boolean stapled);
    }

    private static Handshake judged(SSLSocket socket, ServerFlight heard, Judging judging)
            throws SSLPeerUnverifiedException {
        var session = socket.getSession();
        var chain = Arrays.stream(session.getPeerCertificates())
                .filter(X509Certificate.class::isInstance)
                .map(X509Certificate.class::cast)
                .toList();
        if (chain.isEmpty()) {
            return new Handshake.Failed("the peer presented no certificate of a supported type", false);
        }
        var protocol = session.getProtocol();
        boolean stapled = session instanceof ExtendedSSLSession extended
                && !extended.getStatusResponses().isEmpty();
        var judged = judging.of(chain, stapled);
        var view = Certificates.view(chain).endingIn(judged.root());
        return judged.problem()
                .<Handshake>map(problem ->
                        new Handshake.Rejected(problem.kind(), problem.detail(), Optional.of(view), protocol, chain))
                .orElseGet(() -> new Handshake.Secured(
                        socket, protocol, view, heard.with(judged.peculiarities()), withoutThat(heard), chain));
    }

    private static List<SendingStack> withoutThat(ServerFlight heard) {
        return heard.hello()
                .map(hello -> SendingStack.all().stream()
                        .filter(stack -> !stack.offers(hello.suite(), heard.group()))
                        .toList())
                .orElse(List.of());
    }

    /** What a server makes of a hello that offers little. */
    public enum Offered {
        /** It would go on: a handshake will show how. */
        TAKEN,
        /** It says by an alert that there is nothing for it in that. */
        REFUSED,
        /** It closes the connection and says nothing. */
        CLOSED,
        /** It did not come to an end in time, or it is not TLS. */
        UNCLEAR
    }

    /**
     * Does a server have a certificate of this kind? Asked on a connection of its own.
     *
     * @param large whether to ask as large as a client with post-quantum key exchange does, in more than one packet
     */
    public Offered offers(Socket connection, String host, KeyKind kind, boolean large) {
        var offer = PlainHello.Offer.of(kind, large ? KeyShares.LARGE : KeyShares.SMALL);
        return offers(connection, host, offer);
    }

    /** Does a server agree on some of what this library offers? Asked on a connection of its own. */
    public Offered offers(Socket connection, String host, SendingStack stack) {
        return offers(connection, host, PlainHello.Offer.of(stack));
    }

    private Offered offers(Socket connection, String host, PlainHello.Offer offer) {
        return switch (new PlainHello(deadlines, timeout).ask(connection, host, offer)) {
            case PlainHello.Answer.GoesOn _ -> Offered.TAKEN;
            case PlainHello.Answer.Refuses(boolean byAlert) -> byAlert ? Offered.REFUSED : Offered.CLOSED;
            case PlainHello.Answer.Unclear _ -> Offered.UNCLEAR;
        };
    }

    /** Asks for that on a connection of its own, and agrees on nothing; nothing where the server is no such one. */
    public Optional<InTheClear> inTheClear(Socket connection, String host) {
        return new PlainHello(deadlines, timeout).ask(connection, host, PlainHello.MORE_THAN_JAVA)
                        instanceof PlainHello.Answer.GoesOn(var flight)
                ? InTheClear.of(flight, host, judge)
                : Optional.empty();
    }

    /** In a context of its own: a session taken up again would show the certificate of last time. */
    private static SSLSocket socket(Socket connection, String host, List<SNIServerName> names, List<KeyKind> kinds)
            throws IOException {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new AcceptAll()}, null);
            var socket =
                    (SSLSocket) context.getSocketFactory().createSocket(connection, host, connection.getPort(), true);
            var parameters = socket.getSSLParameters();
            parameters.setProtocols(PROTOCOLS);
            parameters.setServerNames(names);
            if (!kinds.isEmpty()) {
                parameters.setSignatureSchemes(KeyKind.schemes(kinds));
                parameters.setCipherSuites(Arrays.stream(parameters.getCipherSuites())
                        .filter(suite -> kinds.stream().anyMatch(kind -> kind.goesWith(suite)))
                        .toArray(String[]::new));
            }
            socket.setSSLParameters(parameters);
            return socket;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS is not available in this Java runtime", e);
        }
    }

    /** Of no class that looks into it: a name with an underscore is no host name, and there are such mail servers. */
    private static List<SNIServerName> serverName(String host) {
        return List.of(new SNIServerName(StandardConstants.SNI_HOST_NAME, host.getBytes(StandardCharsets.US_ASCII)) {});
    }

    /** What a connection over TLS ended by when that was not the end of the conversation: a clause. */
    public static String whyEnded(IOException e) {
        return HandshakeFailure.of(e).detail();
    }

    private static Handshake failed(IOException e) {
        var failure = HandshakeFailure.of(e);
        return failure.tooOld()
                ? new Handshake.TooOld(failure.detail())
                : new Handshake.Failed(failure.detail(), failure.maybeJavaAlone());
    }
}
