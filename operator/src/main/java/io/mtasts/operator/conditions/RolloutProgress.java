package io.mtasts.operator.conditions;

import static io.mtasts.api.v1alpha1.ConditionType.RolloutComplete;

import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.NextStep;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.api.v1alpha1.TimeSpan;
import io.mtasts.check.Listed;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.reasons.OperatorReason;
import io.mtasts.operator.rollout.MxMemory;
import io.mtasts.operator.rollout.Overrides;
import io.mtasts.operator.rollout.Policies;
import io.mtasts.operator.rollout.RolloutState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How far the rollout is, in words: the condition RolloutComplete and the next step. */
public final class RolloutProgress {
    /** The action of a step that waits for a probe. */
    private static final String LOOK = "Look";

    private static final String PROMOTE = "Promote";

    /** What the annotation had to say of an earlier policy may still stand there. */
    private static final String OVERWRITE = "--overwrite ";

    private RolloutProgress() {}

    /** The step that waits for a probe, if the status says that there is one. */
    public static Optional<String> waitsForLook(MailDomainPolicyStatus status) {
        return Optional.ofNullable(status.next())
                .filter(next -> next.action().equals(LOOK))
                .flatMap(next -> Optional.ofNullable(next.id()));
    }

    /** When the policy is to be promoted, if the status says so. */
    public static Optional<Instant> promotes(MailDomainPolicyStatus status) {
        return Optional.ofNullable(status.next())
                .filter(next -> next.action().equals(PROMOTE))
                .flatMap(next -> Optional.ofNullable(next.at()));
    }

    public static ConditionResult outcome(PolicyInput input, ServedPolicy served, RolloutState standing) {
        var words = words(input, served, standing);
        var nonsense = nonsense(input);
        return switch (standing) {
            case RolloutState.Complete() ->
                ConditionResult.yes(RolloutComplete, OperatorReason.Complete, words + nonsense);
            case RolloutState.AsBefore() ->
                ConditionResult.no(RolloutComplete, OperatorReason.SpecNotAccepted, words + nonsense);
            case RolloutState.HandingOver() -> ConditionResult.no(RolloutComplete, OperatorReason.HandingOver, words);
            case RolloutState.Looking _ ->
                ConditionResult.no(RolloutComplete, OperatorReason.Pending, words + nonsense);
            case RolloutState.ClockDoubtful() ->
                ConditionResult.no(RolloutComplete, OperatorReason.ClockDoubtful, words + nonsense);
            case RolloutState.Retiring _ -> ConditionResult.no(RolloutComplete, OperatorReason.Retiring, words);
            case RolloutState.FirstLook(), RolloutState.HandedOver(), RolloutState.Ended() ->
                throw new IllegalStateException("nothing is served: " + standing);
            case RolloutState.Held() -> ConditionResult.no(RolloutComplete, OperatorReason.Held, words);
            case RolloutState.Soaking soaking ->
                ConditionResult.no(
                        RolloutComplete,
                        soaking.paused() ? OperatorReason.SoakPaused : OperatorReason.Soaking,
                        words + nonsense);
            case RolloutState.WouldRejectMail _ ->
                ConditionResult.no(RolloutComplete, OperatorReason.WouldRejectMail, words + nonsense);
        };
    }

    private static String words(PolicyInput input, ServedPolicy served, RolloutState standing) {
        var id = Policies.shortId(served);
        return switch (standing) {
            case RolloutState.Complete() ->
                "Policy %s is served as the spec asks.".formatted(id)
                        + spent(input, served)
                        + HostRemarks.of(input.route().manual(), served, input.now());
            case RolloutState.FirstLook(), RolloutState.HandedOver(), RolloutState.Ended() -> "";
            case RolloutState.ClockDoubtful() ->
                "Policy %s is still served, and nothing is promoted or ends: the clocks of this machine and of the API server differ by more than five minutes. Set them, for example by NTP."
                        .formatted(id);
            case RolloutState.Retiring retiring -> retiring(input, served, retiring);
            case RolloutState.AsBefore() ->
                "Policy %s is served as before, because the spec is not accepted; Accepted says why.".formatted(id);
            case RolloutState.HandingOver() ->
                "Policy %s is served until %s serves it, whose conditions say what it is waiting for. To retire the policy instead: %s."
                        .formatted(
                                id,
                                input.clusterState()
                                        .successor()
                                        .map(RolloutProgress::named)
                                        .orElse("another resource"),
                                annotate(input.policy(), Overrides.HAND_OVER_TO + "-"));
            case RolloutState.Held() ->
                "Policy %s of mode testing is served because the annotation %s asks for it. To continue: %s."
                        .formatted(id, Overrides.HOLD, annotate(input.policy(), Overrides.HOLD + "-"));
            case RolloutState.Looking _ ->
                "Policy %s is served until DNS has been asked once more which mail servers there are.".formatted(id);
            case RolloutState.Soaking soaking -> soaking(input, id, soaking);
            case RolloutState.WouldRejectMail(var next, var hosts) -> rejecting(input, served, next, hosts);
        };
    }

    private static String spent(PolicyInput input, ServedPolicy served) {
        return input.overrides().forces(String.valueOf(served.id()))
                ? " The annotation %s is no longer needed; remove it: %s."
                        .formatted(Overrides.FORCE, annotate(input.policy(), Overrides.FORCE + "-"))
                : "";
    }

    private static String retiring(PolicyInput input, ServedPolicy served, RolloutState.Retiring retiring) {
        var end = annotate(input.policy(), OVERWRITE + Overrides.DELETE + "=" + Overrides.AT_ANY_COST);
        return "Policy %s of mode none is served %s.%s To skip the wait, at the risk of refused mail: %s."
                .formatted(
                        Policies.shortId(served),
                        lasting(input, retiring),
                        retiring.askedInVain()
                                ? " The annotation %s has no effect before that.".formatted(Overrides.DELETE)
                                : "",
                        end);
    }

    private static String lasting(PolicyInput input, RolloutState.Retiring retiring) {
        if (!retiring.named().isEmpty()) {
            return "for as long as _mta-sts.%s names %s, since some senders keep what they fetched under an id for as long as DNS has that id. %s; from then on senders can keep an enforce policy for its max_age, and after that the resource is removed"
                    .formatted(
                            input.spec().domain(),
                            Listed.few(retiring.named().stream()
                                    .map(Policies::shortId)
                                    .toList()),
                            input.route().manual()
                                    ? "Publish what status.records shows for it, or remove that record"
                                    : "RecordPublished says what prevents the record from being changed");
        }
        return retiring.until()
                .map(until ->
                        "until %s%s, since senders may have an enforce policy cached until then; after that the resource is removed"
                                .formatted(until, retiring.known() ? "" : " at the latest"))
                .orElse("until no sender can still have an enforce policy cached, which is not known until DNS says"
                        + " whether there is a record; after that the resource is removed");
    }

    private static String soaking(PolicyInput input, String id, RolloutState.Soaking soaking) {
        var soak = TimeSpan.of(input.spec().rollout().soak().duration());
        var progress =
                "Policy %s of mode testing is served, and enforce follows once everything has been good for %s; so far it has been good for %s."
                        .formatted(id, soak, TimeSpan.of(soaking.goodFor()));
        if (soaking.amiss().isEmpty()) {
            return progress + " To skip the wait: " + annotate(input.policy(), OVERWRITE + Overrides.PROMOTE + "=" + id)
                    + ".";
        }
        return soaking.paused()
                ? progress + " The soak is paused while " + soaking.amiss() + "; that condition says what to do."
                : progress + " The soak starts over once this is fixed: " + soaking.amiss() + ".";
    }

    private static String rejecting(PolicyInput input, ServedPolicy served, String next, List<String> hosts) {
        var force = annotate(input.policy(), OVERWRITE + Overrides.FORCE + "=" + Policies.shortId(next));
        return hosts.isEmpty()
                ? "Policy %s is still served: the spec asks for one that covers less, and DNS does not say at present which mail servers there are. The new one is served as soon as DNS does and the spec covers them. To serve it now, at your own risk: %s."
                        .formatted(Policies.shortId(served), force)
                : "Policy %s is still served: the spec no longer covers %s, where senders deliver now, since DNS names it or resolvers may still have it cached. Add it to spec.mx, or remove the MX record and wait %s, for as long as resolvers may cache it. To serve the new policy now, at your own risk: %s."
                        .formatted(
                                Policies.shortId(served),
                                Listed.few(hosts),
                                TimeSpan.of(remembered(input, hosts)),
                                force);
    }

    private static Duration remembered(PolicyInput input, List<String> hosts) {
        return input.before().map(MailDomainPolicyStatus::mx).orElse(List.of()).stream()
                .filter(host -> hosts.contains(host.host()))
                .map(MxMemory::remembered)
                .max(Comparator.naturalOrder())
                .orElse(MxMemory.REMEMBERED);
    }

    private static String named(MailDomainPolicy policy) {
        return "MailDomainPolicy %s in namespace %s"
                .formatted(policy.getMetadata().getName(), policy.getMetadata().getNamespace());
    }

    private static String annotate(MailDomainPolicy policy, String annotation) {
        return "kubectl annotate mdp/%s -n %s %s"
                .formatted(policy.getMetadata().getName(), policy.getMetadata().getNamespace(), annotation);
    }

    /** What annotations say that nobody can act on. */
    private static String nonsense(PolicyInput input) {
        var handOver = Optional.ofNullable(input.policy().getMetadata().getAnnotations())
                .map(annotations -> annotations.get(Overrides.HAND_OVER_TO))
                .filter(target -> input.clusterState().successor().isEmpty())
                .map(target -> (input.clusterState().handOverLeadsBack()
                                ? " The annotation %s names %s, which hands the domain back to this one, so neither"
                                        + " has an effect. Remove one of the two."
                                : " The annotation %s names %s, which is not another MailDomainPolicy of this domain;"
                                        + " its form is namespace/name.")
                        .formatted(Overrides.HAND_OVER_TO, target));
        return input.overrides().misunderstood().map(text -> " " + text).orElse("") + handOver.orElse("");
    }

    /** What the rollout waits for. */
    public static Optional<NextStep> next(PolicyInput input, ServedPolicy served, RolloutState standing) {
        return switch (standing) {
            case RolloutState.Complete() -> Optional.empty();
            case RolloutState.AsBefore(), RolloutState.HandingOver() -> Optional.empty();
            case RolloutState.FirstLook(), RolloutState.HandedOver(), RolloutState.Ended() -> Optional.empty();
            case RolloutState.ClockDoubtful() ->
                Optional.of(
                        new NextStep("Wait", null, null, "Waiting: clocks disagree", words(input, served, standing)));
            case RolloutState.Retiring retiring ->
                Optional.of(new NextStep(
                        "End",
                        served.id(),
                        retiring.until().orElse(null),
                        retiring.until().map(until -> "End " + minute(until)).orElse("End once the record has changed"),
                        words(input, served, standing)));
            case RolloutState.Looking(var next) ->
                Optional.of(new NextStep(LOOK, next, null, "Check the mail servers", words(input, served, standing)));
            case RolloutState.Held() ->
                Optional.of(new NextStep("Release", null, null, "Held in testing", words(input, served, standing)));
            case RolloutState.Soaking soaking ->
                Optional.of(new NextStep(
                        PROMOTE,
                        soaking.enforce(),
                        soaking.at().orElse(null),
                        soaking.at().map(RolloutProgress::promoting).orElse("Promote when everything is good"),
                        words(input, served, standing)));
            case RolloutState.WouldRejectMail rejected ->
                Optional.of(new NextStep(
                        "Serve", rejected.next(), null, "Withheld: would reject mail", words(input, served, standing)));
        };
    }

    private static String promoting(Instant at) {
        return "Promote " + minute(at);
    }

    private static String minute(Instant at) {
        var minute = at.plus(1, ChronoUnit.MINUTES).minusSeconds(1).truncatedTo(ChronoUnit.MINUTES);
        return minute.toString().replace(":00Z", "Z");
    }
}
