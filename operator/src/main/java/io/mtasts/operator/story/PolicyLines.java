package io.mtasts.operator.story;

import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.Management;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.api.v1alpha1.PolicyServer;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.api.v1alpha1.Soak;
import io.mtasts.api.v1alpha1.TimeSpan;
import io.mtasts.check.Listed;
import io.mtasts.operator.conditions.HostRemarks;
import io.mtasts.operator.publish.Route;
import io.mtasts.policy.DurationText;
import io.mtasts.policy.PolicyId;
import io.mtasts.report.Mark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;

/** What is wanted, what is served since when, and how far the soak has come. */
final class PolicyLines {
    private static final int PERCENT = 100;

    private PolicyLines() {}

    static Section of(StoryInput gathered) {
        var lines = new ArrayList<Line>();
        var policy = gathered.status().flatMap(status -> Optional.ofNullable(status.policy()));
        policy.map(served -> line(served, gathered)).ifPresent(lines::add);
        policy.stream()
                .flatMap(served -> HostRemarks.sentences(isManual(gathered), served, gathered.now()).stream())
                .map(sentence -> new Line(Mark.INFO, sentence))
                .forEach(lines::add);
        gathered.server().map(PolicyLines::server).ifPresent(lines::add);
        gathered.status()
                .flatMap(status -> Optional.ofNullable(status.soak()))
                .map(soak -> soak(soak, gathered.policy().getSpec().rollout().soak()))
                .ifPresent(lines::add);
        return new Section("Policy", subject(gathered, policy), lines);
    }

    private static boolean isManual(StoryInput gathered) {
        return Route.of(gathered.policy().getSpec(), gathered.server()).manual();
    }

    private static String subject(StoryInput gathered, Optional<ServedPolicy> policy) {
        var spec = gathered.policy().getSpec();
        var wanted = mode(spec.mode());
        var served = policy.map(one -> mode(one.mode()));
        if (spec.management() == Management.OBSERVE) {
            return "%s is expected; somebody else serves %s".formatted(wanted, served.orElse("nothing that was found"));
        }
        if (gathered.isBeingDeleted()) {
            return served.map("retiring, serves %s"::formatted).orElse("being deleted");
        }
        if (served.filter(wanted::equals).isPresent()
                && policy.filter(one -> one.mx().equals(spec.mx())).isEmpty()
                && spec.mode() != PolicyMode.NONE) {
            return "serves %s as the spec asks, but for other mail servers".formatted(wanted);
        }
        return served.filter(wanted::equals).isPresent()
                ? "serves %s, as the spec asks".formatted(wanted)
                : served.map(mode -> "the spec asks for %s, but %s is served".formatted(wanted, mode))
                        .orElse("the spec asks for %s, but nothing is served yet".formatted(wanted));
    }

    private static Line line(ServedPolicy policy, StoryInput gathered) {
        var said = "%smode %s, max_age %s%s%s."
                .formatted(
                        policy.id() == null ? "" : PolicyId.shortForm(policy.id()) + ": ",
                        mode(policy.mode()),
                        DurationText.exact(Duration.ofSeconds(policy.maxAgeSeconds())),
                        policy.mx().isEmpty() ? "" : ", mx " + Listed.few(policy.mx()),
                        served(policy));
        boolean spread = policy.since() == null || policy.seenSince() != null;
        boolean good = gathered.status()
                .flatMap(status -> status.condition(ConditionType.PolicyServed))
                .filter(condition -> condition.holds())
                .isPresent();
        return new Line(good && spread ? Mark.OK : Mark.NONE, said);
    }

    /** Without a time it was fetched from somebody else. */
    private static String served(ServedPolicy policy) {
        if (policy.since() == null) {
            return "";
        }
        return policy.seenSince() == null
                ? "; served since %s, not yet seen everywhere".formatted(Moment.since(policy.since()))
                : "; served since %s, and seen everywhere".formatted(Moment.since(policy.since()));
    }

    private static Line server(PolicyServer server) {
        var status = server.getStatus();
        var name = server.getMetadata().getName();
        if (status == null) {
            return new Line(Mark.UNKNOWN, "PolicyServer %s has no status yet.".formatted(name));
        }
        var pods = "PolicyServer %s: %d of %d pods ready."
                .formatted(name, status.readyReplicas(), server.getSpec().replicas());
        return status.condition(ConditionType.Ready)
                .filter(ready -> !ready.holds())
                .map(ready ->
                        new Line(status.readyReplicas() == 0 ? Mark.ERROR : Mark.WARNING, pods + " " + ready.message()))
                .orElseGet(() -> new Line(Mark.OK, pods));
    }

    private static Line soak(Soak soak, TimeSpan wanted) {
        var all = wanted.duration().toSeconds();
        var good = soak.goodFor().duration().toSeconds();
        var percent = all == 0 ? PERCENT : Math.min(PERCENT, PERCENT * good / all);
        return new Line(
                Mark.INFO,
                "Soak of %s: good for %s of %s (%d %%)%s."
                        .formatted(
                                PolicyId.shortForm(soak.id()),
                                soak.goodFor(),
                                wanted,
                                percent,
                                soak.lastGood() == null ? "" : ", last at " + Moment.since(soak.lastGood())));
    }

    static String mode(PolicyMode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    /** Is the policy that is served, or was fetched, one that mail servers are compared with? */
    static boolean names(MailDomainPolicyStatus status) {
        return status.policy() != null && status.policy().mode() != PolicyMode.NONE;
    }
}
