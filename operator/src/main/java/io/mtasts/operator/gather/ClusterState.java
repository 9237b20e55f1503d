package io.mtasts.operator.gather;

import io.mtasts.api.v1alpha1.MailDomainPolicy;
import java.time.Duration;
import java.util.Optional;

/**
 * What of the cluster the rollout depends on, beside the resource itself.
 *
 * @param namespaceGoing whether the Namespace is being deleted, and takes everything with it
 * @param retirementMaxAge of the policy of mode none that a retiring domain serves
 * @param heldBody what the policy server holds for the policy host already
 * @param predecessor the resource that hands the domain over to this one
 * @param successor the resource that this one hands the domain over to, if it is there
 * @param hostIsLed whether the Ingress of another resource leads the policy host still
 * @param handOverLeadsBack whether the one that it names hands the domain back, by itself or by way of others: then nobody hands anything over
 * @param clockAgrees whether the API server's clock has about the time of this machine's
 */
public record ClusterState(
        boolean namespaceGoing,
        Duration retirementMaxAge,
        Optional<String> heldBody,
        Optional<MailDomainPolicy> predecessor,
        Optional<MailDomainPolicy> successor,
        boolean hostIsLed,
        boolean handOverLeadsBack,
        boolean clockAgrees) {}
