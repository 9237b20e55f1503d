package io.mtasts.operator.controller;

import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.MxTlsCheck;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.operator.prober.ProbeSpec;
import io.mtasts.operator.prober.ProbeSpec.ExpectedPolicy;
import io.mtasts.operator.settings.RunSettings;
import io.mtasts.operator.status.Issuance;
import io.mtasts.operator.status.NewSteps;
import io.mtasts.operator.status.PolicyInput;
import io.mtasts.operator.status.RolloutProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What to look at for a policy, as its status now says. */
final class ProbeSpecs {
    private final RunSettings settings;
    private final KnownCluster cluster;
    private final TrafficSwitch wayIn;

    ProbeSpecs(RunSettings settings, KnownCluster cluster, TrafficSwitch wayIn) {
        this.settings = settings;
        this.cluster = cluster;
        this.wayIn = wayIn;
    }

    /** Empty for a resource that has nothing to show: it is not accepted and never served. */
    Optional<ProbeSpec> of(PolicyInput situation, MailDomainPolicyStatus status) {
        var served = situation.observeOnly() ? null : status.served().orElse(null);
        if (served == null && !NewSteps.allowed(status)) {
            return Optional.empty();
        }
        var names = new TreeSet<String>();
        situation.publicName().ifPresent(names::add);
        situation.publicAddresses().stream()
                .filter(address -> !PolicyInput.isAddress(address))
                .forEach(names::add);
        return Optional.of(new ProbeSpec(
                situation.spec().domain(),
                settings.probeMx()
                        && situation.spec().checks().mxTLS() == MxTlsCheck.DIRECT
                        && !isFirstContact(situation, served),
                isFirstContact(situation, served) ? settings.minimumInterval() : interval(situation),
                expected(served),
                situation
                        .certificate()
                        .filter(certificate -> Issuance.of(certificate).isWaitedFor())
                        .isPresent(),
                situation.observeOnly() ? List.of() : ReadyPods.of(situation, cluster),
                wayIn.server(situation),
                names,
                situation.publicLiterals(),
                ownSide(situation),
                circumstances(situation, status)));
    }

    /** Before anything is served it is only asked what there is, and soon again should nobody answer. */
    private static boolean isFirstContact(PolicyInput situation, @Nullable ServedPolicy served) {
        return served == null && !situation.observeOnly();
    }

    private static Optional<ExpectedPolicy> expected(@Nullable ServedPolicy served) {
        return served == null || served.id() == null || served.body() == null
                ? Optional.empty()
                : Optional.of(new ExpectedPolicy(served.id(), served.body()));
    }

    private Duration interval(PolicyInput situation) {
        var asked = situation.spec().checks().interval().duration();
        return asked.compareTo(settings.minimumInterval()) < 0 ? settings.minimumInterval() : asked;
    }

    /** What has just changed here may be what the public was waiting for. */
    private static String ownSide(PolicyInput situation) {
        var certificate = situation
                .certificate()
                .flatMap(found -> Optional.ofNullable(found.getStatus()))
                .map(issued -> issued.getRevision() + " until " + issued.getNotAfter())
                .orElse("none");
        return "certificate %s, reached at %s".formatted(certificate, situation.publicAddresses());
    }

    /** What has just changed here is worth a look before the next one is due. */
    private static String circumstances(PolicyInput situation, MailDomainPolicyStatus status) {
        return "looked at for %s, published %s"
                .formatted(
                        RolloutProgress.waitsForLook(status).orElse("nothing"),
                        situation
                                .publishers()
                                .update()
                                .settledSince()
                                .map(Instant::toString)
                                .orElse("not yet"));
    }
}
