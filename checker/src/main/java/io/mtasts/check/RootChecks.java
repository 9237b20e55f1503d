package io.mtasts.check;

import static io.mtasts.check.Aspect.MX_TLS;
import static io.mtasts.check.Aspect.POLICY;

import io.mtasts.check.AtAddresses.Fault;
import io.mtasts.observe.https.PolicyOutcome.Answered;
import io.mtasts.observe.smtp.MxOutcome.Accepted;
import io.mtasts.observe.tls.CertificateView;
import io.mtasts.observe.tls.ChainRoot;
import java.util.Optional;
import java.util.stream.Stream;

/** Do accepted certificates chain to roots that all senders still have? */
final class RootChecks {
    private RootChecks() {}

    static Stream<Finding> ofPolicyHost(Evidence evidence) {
        var host = evidence.view().policyHost();
        return AtAddresses.findings(
                POLICY,
                host.host(),
                host.attempts(),
                outcome -> outcome instanceof Answered answered
                        ? departed(answered.certificate(), ObservedReason.PolicyHostRootDeparted)
                        : Optional.empty());
    }

    static Stream<Finding> ofMailServers(Evidence evidence) {
        return MxContactChecks.judged(
                evidence,
                host -> AtAddresses.findings(
                        MX_TLS,
                        host.host(),
                        host.attempts(),
                        outcome -> outcome instanceof Accepted accepted
                                ? accepted.certificates()
                                        .flatMap(one -> departed(one, ObservedReason.MXRootDeparted).stream())
                                        .findFirst()
                                : Optional.empty()));
    }

    private static Optional<Fault> departed(CertificateView certificate, ObservedReason reason) {
        return certificate
                .root()
                .flatMap(ChainRoot::departed)
                .map(root -> new Fault(
                        reason,
                        "presents a certificate whose chain ends in %s, which left Mozilla's list of trusted roots by %s (%s): senders with a newer list refuse it"
                                .formatted(Detail.of(root.name()), root.since(), root.source()),
                        "Install a certificate, or a chain, that ends in a root of today's list."));
    }
}
