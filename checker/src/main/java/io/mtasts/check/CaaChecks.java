package io.mtasts.check;

import static io.mtasts.check.Aspect.POLICY;

import io.mtasts.observe.dns.Answer;
import java.util.stream.Stream;

/** May a certification authority issue for the policy host, so that its certificate can be renewed (RFC 8659)? */
final class CaaChecks {
    private CaaChecks() {}

    /** Where the host itself cannot be looked up that is said already. */
    static Stream<Finding> lookedUp(Evidence evidence) {
        var host = evidence.view().policyHost();
        var caa = host.caa();
        if (!caa.unknown() || Unresolved.is(host.addresses())) {
            return Stream.empty();
        }
        return Stream.of(new Finding(
                POLICY,
                Severity.WARNING,
                ObservedReason.DNSUnavailable,
                caa.at(),
                "%s: its CAA records could not be looked up%s, and certification authorities issue nothing for %s while that is so."
                        .formatted(caa.at(), Detail.aside(why(caa.answer())), host.host()),
                caa.answer() instanceof Answer.Unavailable<?> unavailable
                        ? Unresolved.remedy(POLICY, unavailable.obstacle())
                        : "Replace the CNAME."));
    }

    private static String why(Answer<?> answer) {
        return answer instanceof Answer.Unavailable<?> unavailable
                ? unavailable.why()
                : "a CNAME loop through " + Listed.few(answer.aliases());
    }

    static Stream<Finding> someoneMayIssue(Evidence evidence) {
        var host = evidence.view().policyHost();
        var caa = host.caa();
        var set = caa.set();
        if (!set.forbidsAll()) {
            return Stream.empty();
        }
        return Stream.of(new Finding(
                POLICY,
                Severity.WARNING,
                ObservedReason.CAAForbids,
                caa.owner(),
                "CAA at %s lets no authority issue for %s (%s): its certificate cannot be renewed."
                        .formatted(caa.owner(), host.host(), set.shown()),
                set.hasUnknownCritical()
                        ? "Remove the record with the unknown property."
                        : "Publish %s. CAA 0 issue \"AUTHORITY\" beside it, with the domain name of the authority that issues."
                                .formatted(caa.owner())));
    }
}
