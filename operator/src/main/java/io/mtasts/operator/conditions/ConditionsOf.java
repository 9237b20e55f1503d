package io.mtasts.operator.conditions;

import java.util.ArrayList;
import java.util.List;

/**
 * The conditions of a MailDomainPolicy in the order in which they are read, each made in the file that is called after its question; without
 * RolloutComplete, and without Ready and Stalled, which sum them up.
 */
public final class ConditionsOf {
    private ConditionsOf() {}

    /**
     * All of them, final.
     *
     * @param enforcement what senders that hold an enforce policy make of the mail servers
     */
    public static List<ConditionResult> domain(Assessment assessment, EnforcementState enforcement) {
        var input = assessment.input();
        var conditions = new ArrayList<ConditionResult>();
        conditions.add(assessment.preconditions().accepted());
        if (!input.observeOnly()) {
            conditions.add(CertificateReadiness.of(assessment));
        }
        conditions.add(PolicyServing.of(assessment));
        conditions.add(RecordPublication.ofPolicy(assessment));
        conditions.add(MxCoverage.of(assessment, enforcement));
        conditions.add(MxTlsValidity.of(assessment, enforcement));
        DaneValidity.of(assessment).ifPresent(conditions::add);
        if (input.spec().tlsReporting() != null) {
            conditions.add(RecordPublication.ofTlsReporting(assessment));
        }
        return conditions;
    }

    /** As the latest probe was judged by the policy that is served, whatever else senders may hold: what a rollout goes by. */
    public static List<ConditionResult> judged(Assessment assessment) {
        return domain(assessment, EnforcementState.NOT_KNOWN);
    }
}
