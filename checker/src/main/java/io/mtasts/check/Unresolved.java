package io.mtasts.check;

import io.mtasts.observe.Answer;
import io.mtasts.observe.Answer.Unavailable;
import java.util.Optional;

/** A lookup that gave no answer at all. NXDOMAIN and NODATA are answers; SERVFAIL and a time-out are not. */
final class Unresolved {
    private Unresolved() {}

    static boolean is(Answer<?> answer) {
        return answer instanceof Unavailable;
    }

    /** @param what the records that were asked for, such as "MX records" */
    static Optional<Finding> finding(Aspect aspect, String name, String what, Answer<?> answer) {
        return answer instanceof Unavailable<?>(var why)
                ? Optional.of(new Finding(
                        aspect,
                        ObservedReason.DNSUnavailable,
                        name,
                        "%s: its %s could not be looked up%s.".formatted(name, what, Detail.aside(why)),
                        "If this stays, see to the domain's name servers and to its DNSSEC signatures."))
                : Optional.empty();
    }
}
