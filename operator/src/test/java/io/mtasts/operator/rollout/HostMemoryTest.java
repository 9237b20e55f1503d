package io.mtasts.operator.rollout;

import static io.mtasts.operator.rollout.Given.NOW;
import static io.mtasts.operator.rollout.Given.first;
import static io.mtasts.operator.rollout.Given.id;
import static io.mtasts.operator.rollout.Given.immediate;
import static io.mtasts.operator.rollout.Given.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.PolicyHost;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.operator.prober.Propagation;
import io.mtasts.operator.rollout.HostSight.Pods;
import io.mtasts.operator.rollout.Observation.Leads;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the policy host's addresses and outages mean for the id. */
final class HostMemoryTest {
    private static final ServedPolicy NEW = first(immediate("a.example"));
    private static final Duration TTL = Duration.ofHours(6);

    @Test
    void theIdWaitsForTheAddressesOfTheHostBefore() {
        var away = looked(NEW, NOW, sight(Leads.AWAY, Pods.UP), Set.of());
        var here = looked(away, NOW.plusSeconds(60), sight(Leads.HERE, Pods.UP), Set.of());
        assertThat(here.host()).isEqualTo(new PolicyHost(NOW.plusSeconds(60), (int) TTL.toSeconds(), null, null));

        var free = NOW.plusSeconds(60).plus(TTL);
        assertThat(spread(here, free.minusSeconds(1)).seenSince()).isNull();
        assertThat(spread(here, free).seenSince()).isNotNull();
    }

    @Test
    void aNameThatHadNoAddressBeforeHasNothingToWaitFor() {
        var nowhere = looked(NEW, NOW, sight(Leads.NOWHERE, Pods.UP), Set.of());
        var here = looked(nowhere, NOW, sight(Leads.HERE, Pods.UP), Set.of());

        assertThat(spread(here, NOW).seenSince()).isNotNull();
    }

    @Test
    void noRecordWaitsForLongerThanAWeek() {
        var month = NEW.at(new PolicyHost(NOW, 30 * 86_400, null, null));

        assertThat(spread(month, NOW.plus(Duration.ofDays(7)).minusSeconds(1)).seenSince())
                .isNull();
        assertThat(spread(month, NOW.plus(Duration.ofDays(7))).seenSince()).isNotNull();
    }

    /** It may be a month ahead, and the next moment it is not. */
    @Test
    void noWaitIsOverByAClockThatCannotBeReliedOn() {
        var waiting = NEW.at(new PolicyHost(NOW, (int) TTL.toSeconds(), null, null));
        var month = NOW.plus(Duration.ofDays(30));

        assertThat(spread(waiting, month, false).seenSince()).isNull();
        assertThat(spread(waiting, month, true).seenSince()).isNotNull();
        assertThat(spread(NEW, month, false).seenSince())
                .as("nothing to wait for")
                .isNotNull();
        var seen = evidence(Optional.empty(), Optional.of(sight(Leads.HERE, Pods.UP)), Set.of(), true, month, false);
        assertThat(PolicyConfirmation.seen(Optional.of(waiting), seen)).contains(waiting);
    }

    /** It may be a month behind: the wait would be over before it began. */
    @Test
    void noWaitBeginsByAClockThatCannotBeReliedOn() {
        var away = NEW.at(new PolicyHost(null, (int) TTL.toSeconds(), null, null));
        var month = NOW.minus(Duration.ofDays(30));
        var here = evidence(Optional.empty(), Optional.of(sight(Leads.HERE, Pods.UP)), Set.of(), true, month, false);

        assertThat(PolicyConfirmation.seen(Optional.of(away), here)).contains(away);
        assertThat(HostMemory.found(Optional.of(sight(Leads.HERE, Pods.UP)), month, false))
                .contains(new PolicyHost(null, (int) TTL.toSeconds(), null, null));
    }

    @Test
    void afterAnOutageOfMoreThanAnHourTheIdIsAnother() {
        var named = Set.of(id(NEW));
        var served = seen(NEW).at(new PolicyHost(NOW, null, null, null));
        var down = looked(served, NOW, sight(Leads.HERE, Pods.DOWN), named);

        var soon = NOW.plus(HostMemory.OUTAGE);
        assertThat(looked(down, soon, sight(Leads.HERE, Pods.UP), named).host())
                .isEqualTo(new PolicyHost(NOW, null, null, null));

        var later = NOW.plus(Duration.ofDays(1)).plusSeconds(1);
        var renewed = looked(down, later, sight(Leads.HERE, Pods.UP), named);
        assertThat(renewed.revision()).isEqualTo(1);
        assertThat(renewed.seenSince()).isNull();
        assertThat(renewed.host()).isEqualTo(new PolicyHost(NOW, null, null, null));
    }

    @Test
    void idsAreRenewedOnceADayAtMostAndWhereAPersonPublishesNever() {
        var named = Set.of(id(NEW));
        var down = seen(NEW).at(new PolicyHost(NOW, null, NOW, null));
        var soon = NOW.plus(Duration.ofHours(2));
        var waiting = looked(down, soon, sight(Leads.HERE, Pods.UP), named);
        assertThat(waiting.id()).isEqualTo(NEW.id());
        assertThat(HostMemory.hadOutage(waiting)).isTrue();

        var day = NOW.plus(Duration.ofDays(1)).plusSeconds(1);
        var byHand = PolicyConfirmation.seen(
                        Optional.of(waiting), evidence(Optional.empty(), Optional.empty(), named, false, day, true))
                .orElseThrow();
        assertThat(byHand.id()).isEqualTo(NEW.id());
    }

    private static HostSight sight(Leads leads, Pods pods) {
        return new HostSight(leads, TTL, pods);
    }

    private static ServedPolicy looked(ServedPolicy policy, Instant now, HostSight sight, Set<String> named) {
        return PolicyConfirmation.seen(
                        Optional.of(policy), evidence(Optional.empty(), Optional.of(sight), named, true, now, true))
                .orElseThrow();
    }

    /** Met everywhere for long enough. */
    private static ServedPolicy spread(ServedPolicy policy, Instant now) {
        return spread(policy, now, true);
    }

    private static ServedPolicy spread(ServedPolicy policy, Instant now, boolean clockAgrees) {
        var progress = new Propagation(
                id(policy), Propagation.LOOKS, now.minus(Duration.ofHours(1)), now, false, Duration.ZERO);
        return PolicyConfirmation.seen(
                        Optional.of(policy),
                        evidence(Optional.of(progress), Optional.empty(), Set.of(), true, now, clockAgrees))
                .orElseThrow();
    }

    private static PolicyConfirmation.Evidence evidence(
            Optional<Propagation> progress,
            Optional<HostSight> sight,
            Set<String> named,
            boolean publishes,
            Instant now,
            boolean clockAgrees) {
        return new PolicyConfirmation.Evidence(
                progress, Duration.ofMinutes(2), sight, named, publishes, now, clockAgrees);
    }
}
