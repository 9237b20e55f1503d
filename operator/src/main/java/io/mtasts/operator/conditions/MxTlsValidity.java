package io.mtasts.operator.conditions;

import static io.mtasts.api.v1alpha1.ConditionType.MXTLSValid;

import io.mtasts.check.Aspect;
import io.mtasts.check.Finding;
import io.mtasts.operator.conditions.EnforcementState.Refusing;
import java.util.List;
import java.util.stream.Collectors;

/** Is the TLS of every mail server one that senders who hold an enforce policy accept? */
final class MxTlsValidity {
    private MxTlsValidity() {}

    static ConditionResult of(Assessment assessment, EnforcementState enforcement) {
        var input = assessment.input();
        var judged = assessment.withMailServers().condition(MXTLSValid, Aspect.MX_TLS);
        var refused = RefusedHosts.of(enforcement, MxTlsValidity::hosts);
        if (refused.refusing().isEmpty()) {
            return refused.lingering().isEmpty()
                    ? judged
                    : refused.recovering(input, judged, judged.isFalse() ? judged.message() : "");
        }
        var found =
                judged.isFalse() ? judged : found(refused.refusing().getFirst().tls());
        return (refused.isByServed(assessment.served()) ? found : found.and(refused.doNotDeliver(input)))
                .and(RemedyText.of(input, assessment.served()));
    }

    private static List<String> hosts(Refusing policy) {
        return policy.tls().stream().map(Finding::subject).toList();
    }

    /** What a policy of mode none made a side matter of. */
    private static ConditionResult found(List<Finding> tls) {
        return ConditionResult.no(
                MXTLSValid,
                tls.getFirst().reason(),
                tls.stream().map(Finding::line).distinct().limit(2).collect(Collectors.joining(" ")));
    }
}
