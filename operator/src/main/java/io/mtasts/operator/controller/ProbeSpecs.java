package io.mtasts.operator.controller;

import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.MxTlsCheck;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.operator.conditions.NewSteps;
import io.mtasts.operator.conditions.RolloutProgress;
import io.mtasts.operator.gather.AcmeIssuer;
import io.mtasts.operator.gather.Issuance;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.prober.ProbeSpec;
import io.mtasts.operator.prober.ProbeSpec.ExpectedPolicy;
import io.mtasts.operator.prober.ProbeSpec.Occasion;
import io.mtasts.operator.prober.ProbeSpec.OwnSide;
import io.mtasts.operator.settings.RunSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What to probe for a policy, as its status now says. */
final class ProbeSpecs {
    private final RunSettings settings;
    private final TrafficSwitch trafficSwitch;

    ProbeSpecs(RunSettings settings, TrafficSwitch trafficSwitch) {
        this.settings = settings;
        this.trafficSwitch = trafficSwitch;
    }

    /** Empty for a resource that has nothing to show: it is not accepted and never served. */
    Optional<ProbeSpec> of(PolicyInput input, MailDomainPolicyStatus status) {
        var served = input.observeOnly() ? null : status.served().orElse(null);
        if (served == null && !NewSteps.allowed(status)) {
            return Optional.empty();
        }
        return Optional.of(new ProbeSpec(
                input.spec().domain(),
                settings.probeMx()
                        && input.spec().checks().mxTLS() == MxTlsCheck.DIRECT
                        && !isFirstContact(input, served),
                isFirstContact(input, served) ? settings.minimumInterval() : interval(input),
                expected(served),
                input.issuance().filter(Issuance::isWaitedFor).isPresent(),
                input.observeOnly() ? List.of() : input.pods(),
                trafficSwitch.server(input),
                input.publicNames(),
                input.publicLiterals(),
                input.acme().map(AcmeIssuer::server),
                ownSide(input),
                occasion(input, status)));
    }

    /** Before anything is served it is only asked what there is, and soon again should nobody answer. */
    private static boolean isFirstContact(PolicyInput input, @Nullable ServedPolicy served) {
        return served == null && !input.observeOnly();
    }

    private static Optional<ExpectedPolicy> expected(@Nullable ServedPolicy served) {
        return served == null || served.id() == null || served.body() == null
                ? Optional.empty()
                : Optional.of(new ExpectedPolicy(served.id(), served.body()));
    }

    private Duration interval(PolicyInput input) {
        var asked = input.spec().checks().interval().duration();
        return asked.compareTo(settings.minimumInterval()) < 0 ? settings.minimumInterval() : asked;
    }

    /** What has just changed here may be what the public was waiting for. */
    private static OwnSide ownSide(PolicyInput input) {
        var issued = input.certificate().flatMap(found -> Optional.ofNullable(found.getStatus()));
        return new OwnSide(
                issued.flatMap(status -> Optional.ofNullable(status.getRevision())),
                issued.flatMap(status -> Optional.ofNullable(status.getNotAfter())),
                input.publicAddresses());
    }

    /** What has just changed here is worth a probe before the next one is due. */
    private static Occasion occasion(PolicyInput input, MailDomainPolicyStatus status) {
        return new Occasion(
                RolloutProgress.waitsForLook(status),
                input.publishers().update().settledSince());
    }
}
