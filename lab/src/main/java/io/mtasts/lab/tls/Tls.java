package io.mtasts.lab.tls;

import io.mtasts.lab.ca.Identity;
import java.net.InetSocketAddress;
import java.util.function.Function;

/** How a server acts when a client begins a TLS handshake. */
public sealed interface Tls {
    /** Completes it, TLS 1.2 or newer, with the identity for the name in the client's SNI (empty when it sent none). */
    record Present(Function<String, Identity> identity) implements Tls {}

    /** Says by a warning that it does not know the name in the client's SNI, and goes on (RFC 6066 section 3). */
    record PresentAfterWarning(Identity identity) implements Tls {}

    /** Wants a certificate of the client, which in TLS 1.3 it says when the client has done its part. */
    record WantCertificate(Identity identity) implements Tls {}

    /** Answers with a fatal alert of this number (RFC 8446 section 6). */
    record Alert(int description) implements Tls {
        /** What a server says that has no cipher suite in common with the client. */
        public static final Alert HANDSHAKE_FAILURE = new Alert(40);

        /** What a server says that knows no version of the client's. */
        public static final Alert PROTOCOL_VERSION = new Alert(70);

        public static final Alert INTERNAL_ERROR = new Alert(80);

        public static final Alert UNRECOGNIZED_NAME = new Alert(112);
    }

    /** Chooses TLS 1.1, as a server that knows nothing newer does. */
    record Tls11() implements Tls {}

    /** Sends these characters in place of TLS, as a plain HTTP server on the HTTPS port does. */
    record PlainText(String text) implements Tls {}

    /** Reads and says nothing until the client gives up. */
    record Silent() implements Tls {}

    /** Hangs up. */
    record HangUp() implements Tls {}

    /** Leaves the handshake, and all that follows, to the TLS server at this address. */
    record Elsewhere(InetSocketAddress server) implements Tls {}

    /** Shows this identity to everybody. */
    static Tls present(Identity identity) {
        return new Present(name -> identity);
    }
}
