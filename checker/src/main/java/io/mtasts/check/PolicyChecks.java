package io.mtasts.check;

import static io.mtasts.check.Aspect.POLICY;

import io.mtasts.check.AtAddresses.Fault;
import io.mtasts.policy.Disagreement;
import io.mtasts.policy.Remark.Kind;
import io.mtasts.policy.StsPolicyParser;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Is what was fetched a policy, the same everywhere, and the right one (RFC 8461 sections 3.2 and 3.3)? */
final class PolicyChecks {
    private PolicyChecks() {}

    /** What the parser says of an error, and its advice; of patterns the coverage checks say more. */
    static Stream<Finding> wellFormed(Evidence evidence) {
        return FetchedBody.of(evidence.view()).stream()
                .flatMap(fetched -> fetched.parsed().remarks().stream()
                        .filter(remark -> !(fetched.saysUtf8()
                                && remark.problem().equals(Disagreement.UTF8_WITHOUT_CHARSET.message()))))
                .filter(remark -> remark.kind() != Kind.PatternUnused)
                .distinct()
                .map(remark -> Remarked.finding(POLICY, PolicyUrl.of(evidence.view()), remark));
    }

    /** Where it is known which policy is served, {@link #isTheServedOne} says more. */
    static Stream<Finding> sameEverywhere(Evidence evidence) {
        var bodies = FetchedBody.of(evidence.view());
        if (bodies.size() < 2 || evidence.expectation().servedBody().isPresent()) {
            return Stream.empty();
        }
        var first = bodies.getFirst();
        return bodies.stream()
                .skip(1)
                .map(other -> differs(
                        evidence,
                        other,
                        "serves a policy other than %s: %s"
                                .formatted(
                                        AtAddresses.addresses(first.at()),
                                        PolicyDifference.words(other.parsed(), first.parsed()))));
    }

    static Stream<Finding> isTheServedOne(Evidence evidence) {
        return evidence.expectation().servedBody().stream().flatMap(served -> {
            var parsed = StsPolicyParser.parse(served.getBytes(StandardCharsets.UTF_8));
            return FetchedBody.of(evidence.view()).stream()
                    .filter(fetched -> !fetched.body().equals(served))
                    .map(other -> differs(
                            evidence,
                            other,
                            "serves a policy other than the expected one: "
                                    + PolicyDifference.words(other.parsed(), parsed)));
        });
    }

    private static Finding differs(Evidence evidence, FetchedBody body, String text) {
        var host = evidence.view().policyHost().host();
        return AtAddresses.finding(
                POLICY,
                host,
                body.at(),
                new Fault(
                        ObservedReason.PolicyDiffers,
                        text,
                        "If it was changed a moment ago, wait; otherwise look for a cache, or for another server that"
                                + " answers for this name."));
    }

    static Stream<Finding> isTheWantedOne(Evidence evidence) {
        var host = evidence.view().policyHost().host();
        return evidence.expectation().wantedPolicy().stream()
                .flatMap(wanted -> FetchedBody.of(evidence.view()).stream()
                        .flatMap(fetched -> fetched.parsed().value().stream()
                                .filter(policy -> !PolicyDifference.sameValues(policy, wanted))
                                .map(policy -> AtAddresses.finding(
                                        POLICY,
                                        host,
                                        fetched.at(),
                                        new Fault(
                                                ObservedReason.PolicyDiffers,
                                                "serves a policy other than the one that the spec asks for: "
                                                        + PolicyDifference.words(policy, wanted),
                                                "Change the policy there, or the spec.")))));
    }
}
