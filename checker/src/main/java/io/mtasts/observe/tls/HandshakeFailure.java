package io.mtasts.observe.tls;

import io.mtasts.observe.net.FailureDetail;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.security.cert.CertificateException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * Why no handshake came about, as a clause that goes by what was on the wire: the peer's alert, its hanging up, something that is
 * no TLS. The runtime tells these apart in the words of its exceptions alone.
 *
 * @param tooOld whether the peer knows TLS, and only such as is older than 1.2
 * @param maybeJavaAlone whether it may be for Java alone: the peer ended it, or Java cannot read its certificate
 */
record HandshakeFailure(boolean tooOld, boolean maybeJavaAlone, String detail) {
    private static final Pattern ALERT = Pattern.compile("Received fatal alert: (?<name>[a-z_]{1,40})");
    private static final Pattern TOO_LARGE =
            Pattern.compile("size of the handshake message \\((?<size>\\d{1,10})\\) exceeds the maximum allowed size"
                    + " \\((?<most>\\d{1,10})\\)");
    private static final Pattern CHOSEN = Pattern.compile(
            "selected protocol version (?<version>\\w{1,20}) is not accepted", Pattern.CASE_INSENSITIVE);

    static HandshakeFailure of(IOException e) {
        var words = String.valueOf(e.getMessage());
        var alert = ALERT.matcher(words);
        if (alert.find()) {
            return ofAlert(alert.group("name"));
        }
        var chosen = CHOSEN.matcher(words);
        if (chosen.find()) {
            return new HandshakeFailure(true, false, "it chose " + version(chosen.group("version")));
        }
        var tooLarge = TOO_LARGE.matcher(words);
        if (tooLarge.find()) {
            return new HandshakeFailure(
                    false,
                    false,
                    "it sends %s octets in one message of the handshake, where at most %s are read: its chain of certificates is too large"
                            .formatted(tooLarge.group("size"), tooLarge.group("most")));
        }
        return otherwise(e, words);
    }

    /** "TLS 1.1" for the runtime's "TLS11". */
    private static String version(String constant) {
        return constant.replaceFirst("^(TLS|SSL)([0-9])([0-9])$", "$1 $2.$3");
    }

    /** RFC 8446 section 6: what the usual ones most often mean for somebody who sets up a server. */
    private static HandshakeFailure ofAlert(String name) {
        var meaning = switch (name) {
            case "protocol_version" -> "it has no TLS version in common with this probe";
            case "handshake_failure" -> "most often it has no cipher suite in common with this probe";
            case "insufficient_security" -> "it requires stronger cipher suites than this probe offers";
            case "unrecognized_name" -> "it does not know the name that was requested";
            case "internal_error" -> "most often its key or certificate is not usable";
            case "certificate_required", "bad_certificate" ->
                "it requires a client certificate, which senders do not have";
            default -> "";
        };
        var detail = "it ended the handshake with the alert " + name + (meaning.isEmpty() ? "" : ": " + meaning);
        return new HandshakeFailure(name.equals("protocol_version"), true, detail);
    }

    private static HandshakeFailure otherwise(IOException e, String words) {
        if (words.contains("Unsupported or unrecognized SSL message")) {
            return new HandshakeFailure(false, false, "what it sent is not TLS");
        }
        boolean closed = words.contains("terminated the handshake")
                || e instanceof EOFException
                || e.getCause() instanceof EOFException
                || e instanceof SocketException
                || e.getCause() instanceof SocketException;
        if (closed) {
            return new HandshakeFailure(false, true, "it closed the connection in the middle of the handshake");
        }
        return new HandshakeFailure(
                false,
                e.getCause() instanceof CertificateException,
                e instanceof SSLException ? withoutName(FailureDetail.of(e)) : FailureDetail.of(e));
    }

    /** The runtime puts the alert that it sends itself before its words, in parentheses: nobody needs to know that one. */
    private static String withoutName(String detail) {
        return detail.replaceFirst("^\\([a-z_]+\\) ", "");
    }
}
