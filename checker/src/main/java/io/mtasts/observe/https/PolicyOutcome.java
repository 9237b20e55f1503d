package io.mtasts.observe.https;

import io.mtasts.observe.net.NoContact;
import io.mtasts.observe.tls.CertificateProblem;
import io.mtasts.observe.tls.CertificateView;
import java.util.List;
import java.util.Optional;

/** What came of fetching the policy from one address (RFC 8461 section 3.3). */
public sealed interface PolicyOutcome {
    /** The address may not be contacted; {@code why} names the rule. */
    record NotContacted(String why) implements PolicyOutcome {}

    /** No TCP connection. */
    record Unreachable(NoContact kind, String detail) implements PolicyOutcome {}

    /** Connected, and no TLS 1.2 or newer came about. */
    record TLSFailed(String detail) implements PolicyOutcome {}

    /** The certificate is not acceptable, so nothing was asked. */
    record CertificateRejected(CertificateProblem problem, String detail, Optional<CertificateView> certificate)
            implements PolicyOutcome {}

    /** The whole answer did not come in time; {@code detail} says what did. */
    record TimedOut(String detail) implements PolicyOutcome {}

    /** The connection broke, or what was answered is not HTTP. */
    record Broken(String detail) implements PolicyOutcome {}

    /** What is answered is HTTP/2, to a request by HTTP/1.1. */
    record HTTP2Only() implements PolicyOutcome {}

    /**
     * What the header of an answer says, as far as it matters.
     *
     * @param mediaTypes each Content-Type, which should be one
     * @param encoding the Content-Encoding, unless it is identity
     * @param decoded whether the body is shown without it: gzip alone is known here
     * @param guard how a firewall or a bot protection that refused us shows itself
     */
    record Fields(
            Optional<String> location,
            List<String> mediaTypes,
            Optional<String> age,
            Optional<String> encoding,
            boolean decoded,
            Optional<String> guard) {
        public Fields {
            mediaTypes = List.copyOf(mediaTypes);
        }

        /** Of an answer with nothing unusual about it. */
        public static Fields of(Optional<String> location, Optional<String> mediaType, Optional<String> age) {
            return new Fields(location, mediaType.stream().toList(), age, Optional.empty(), false, Optional.empty());
        }
    }

    /**
     * An HTTP answer. {@code body} has one character per byte and at most 64 KiB of them, {@code cut} says that there was
     * more.
     */
    record Answered(int status, Fields fields, String body, boolean cut, String protocol, CertificateView certificate)
            implements PolicyOutcome {
        /** The first Content-Type. */
        public Optional<String> mediaType() {
            return fields.mediaTypes().stream().findFirst();
        }

        public Optional<String> location() {
            return fields.location();
        }

        public Optional<String> age() {
            return fields.age();
        }
    }
}
