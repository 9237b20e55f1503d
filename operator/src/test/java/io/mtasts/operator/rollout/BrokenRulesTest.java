package io.mtasts.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.mtasts.api.v1alpha1.PatternSafety;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.policy.Mode;
import io.mtasts.policy.PolicyId;
import io.mtasts.policy.StsPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** For each kind of sender a rule that it depends on is broken on purpose: the walks of that kind alone have to notice. */
final class BrokenRulesTest {
    private static final long MOST = 100_000;
    private static final int STEPS = 250;

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("rules")
    void aBrokenRuleIsNoticed(SenderKind kind, String broken, Rules rules) {
        assertThat(LongStream.range(0, MOST).parallel().anyMatch(seed -> isNoticed(seed, kind, rules)))
                .as(broken)
                .isTrue();
    }

    private static boolean isNoticed(long seed, SenderKind kind, Rules rules) {
        try {
            new Walk(seed, false, rules, List.of(kind)).run(STEPS);
            return false;
        } catch (AssertionError e) {
            return true;
        }
    }

    private static Stream<Arguments> rules() {
        return Stream.of(
                arguments(
                        SenderKind.BY_ID,
                        "the id waits until the policy is seen everywhere",
                        Rules.REAL.confirmingAs(
                                policy -> policy.seenSince() == null ? policy.seenFrom(policy.since()) : policy)),
                arguments(
                        SenderKind.BY_ID,
                        "the id waits for what resolvers keep of the policy host's addresses",
                        Rules.REAL.confirming(BrokenRulesTest::withoutHostTimeToLive)),
                arguments(
                        SenderKind.BY_ID,
                        "mail servers that have left count for as long as resolvers keep them",
                        Rules.REAL.forgettingMailServers()),
                arguments(SenderKind.BY_ID_REFUSING_BARE_NONE, "mode none keeps its mx lines", bareNone()),
                arguments(SenderKind.BY_FETCHING, "mode none keeps its mx lines", bareNone()),
                arguments(
                        SenderKind.RENEWING,
                        "a policy does not end while its id stands in DNS",
                        Rules.REAL.decidingFrom(seeing(BrokenRulesTest::namingTheServedAlone))),
                arguments(
                        SenderKind.RENEWING,
                        "a policy is renewed for as long as resolvers keep the record",
                        Rules.REAL.decidingFrom(seeing((_, look) -> look.timeToLive(Duration.ZERO)))),
                arguments(
                        SenderKind.BY_CLOCK,
                        "a person waits until it is surely safe",
                        Rules.REAL.showing(pattern -> new PatternSafety(
                                pattern.pattern(), pattern.usuallySafeFrom(), pattern.usuallySafeFrom()))),
                arguments(
                        SenderKind.EACH_TIME,
                        "an outage brings about another id",
                        Rules.REAL.confirming(evidence -> new PolicyConfirmation.Evidence(
                                evidence.progress(),
                                evidence.propagation(),
                                evidence.host(),
                                evidence.named(),
                                false,
                                evidence.now(),
                                evidence.clockAgrees()))));
    }

    private static PolicyConfirmation.Evidence withoutHostTimeToLive(PolicyConfirmation.Evidence evidence) {
        return new PolicyConfirmation.Evidence(
                evidence.progress(),
                evidence.propagation(),
                evidence.host().map(host -> new HostSight(host.leads(), Duration.ZERO, host.answer())),
                evidence.named(),
                evidence.publishes(),
                evidence.now(),
                evidence.clockAgrees());
    }

    private static Rules bareNone() {
        return Rules.REAL.deciding((input, decision) -> new Decision(
                decision.serve().map(policy -> policy.mode() == PolicyMode.NONE ? bare(input, policy) : policy),
                decision.ledger(),
                decision.soak(),
                decision.forced(),
                decision.retirement(),
                decision.standing(),
                decision.news()));
    }

    private static ServedPolicy bare(RolloutInput input, ServedPolicy policy) {
        var body = new StsPolicy(Mode.NONE, List.of(), policy.maxAgeSeconds()).body();
        return input.served()
                .filter(served -> body.equals(served.body()))
                .orElseGet(() -> new ServedPolicy(
                        PolicyId.of(body, input.ledger().size()).text(),
                        input.ledger().size(),
                        PolicyMode.NONE,
                        List.of(),
                        policy.maxAgeSeconds(),
                        body,
                        input.now(),
                        null,
                        policy.host()));
    }

    private interface Broken {
        LookLike apply(RolloutInput input, LookLike look);
    }

    private static LookLike namingTheServedAlone(RolloutInput input, LookLike look) {
        var id = input.served().map(ServedPolicy::id);
        return look.ids(input.named().stream()
                .filter(named -> id.equals(Optional.of(named)))
                .collect(Collectors.toSet()));
    }

    private static UnaryOperator<RolloutInput> seeing(Broken broken) {
        return input -> new RolloutInput(
                input.spec(),
                input.overrides(),
                input.accepted(),
                input.served(),
                input.ledger(),
                input.soak(),
                input.record(),
                input.forced(),
                input.contact(),
                input.seen().map(seen -> broken.apply(input, LookLike.of(seen)).seen()),
                input.deletion(),
                input.handOver(),
                input.now(),
                input.clockAgrees());
    }
}
