package io.mtasts.operator.evidence;

import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.PolicyHost;
import io.mtasts.check.FetchedBody;
import io.mtasts.check.SeenRecord;
import io.mtasts.observe.PublicView;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.prober.ProbeResult;
import io.mtasts.operator.rollout.FirstContact;
import io.mtasts.operator.rollout.HostMemory;
import io.mtasts.operator.rollout.PolicyConfirmation;
import io.mtasts.policy.StsPolicyParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what there is of a domain already, when no status says so: in public, in our own ConfigMap, or at a resource that hands it over. */
final class FirstContactOf {
    /** Without the dot at its end. */
    private static final int LONGEST_NAME = 253;

    private FirstContactOf() {}

    static FirstContact of(PolicyInput input, ProbeFacts facts) {
        if (input.lostItsStatus()) {
            return held(input, facts);
        }
        return input.clusterState()
                .predecessor()
                .flatMap(FirstContactOf::handedOver)
                .orElseGet(() -> input.probe()
                        .filter(seen -> seen.probeSpec().expected().isEmpty())
                        .map(seen -> seen(input, facts, seen))
                        .orElse(new FirstContact.NotYet()));
    }

    private static Optional<FirstContact> handedOver(MailDomainPolicy predecessor) {
        return Optional.ofNullable(predecessor.getStatus())
                .flatMap(status -> status.served()
                        .map(policy -> new FirstContact.Found(PolicyConfirmation.unseen(policy), status.ledger())));
    }

    /** What has to retire; public or not, senders may have got it. */
    private static FirstContact held(PolicyInput input, ProbeFacts facts) {
        var bodies = input.clusterState().heldBody().filter(FirstContactOf::isPolicy).stream()
                .toList();
        return FirstContact.of(bodies, List.copyOf(facts.named()), host(input, facts), input.now());
    }

    private static FirstContact seen(PolicyInput input, ProbeFacts facts, ProbeResult probe) {
        var record = SeenRecord.of(probe.view().record());
        if (record.answers().isEmpty()
                && mayHaveRecord(input)
                && input.clusterState().heldBody().isEmpty()) {
            return new FirstContact.NotYet(); // an enforce policy of old may stand there
        }
        var ids = record.parsed().stream().map(found -> found.id().text()).toList();
        return FirstContact.of(policies(input, probe.view()), ids, host(input, facts), input.now());
    }

    private static Optional<PolicyHost> host(PolicyInput input, ProbeFacts facts) {
        return HostMemory.found(facts.host(), input.now(), input.clusterState().clockAgrees());
    }

    /** Of a domain whose record's name would be too long nobody is ever told that there is none (RFC 1035 section 2.3.4). */
    private static boolean mayHaveRecord(PolicyInput input) {
        return ("_mta-sts." + input.spec().domain()).length() <= LONGEST_NAME;
    }

    private static List<String> policies(PolicyInput input, PublicView view) {
        var inPublic = FetchedBody.of(view).stream()
                .filter(body -> body.parsed().valid())
                .map(FetchedBody::body);
        var held = input.clusterState().heldBody().stream().filter(FirstContactOf::isPolicy);
        return Stream.concat(inPublic, held).distinct().toList();
    }

    private static boolean isPolicy(String body) {
        return StsPolicyParser.parse(body.getBytes(StandardCharsets.ISO_8859_1)).valid();
    }
}
