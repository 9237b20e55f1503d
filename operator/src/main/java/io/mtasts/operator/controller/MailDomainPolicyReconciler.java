package io.mtasts.operator.controller;

import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.operator.gather.PolicyIndex;
import io.mtasts.operator.issuance.IssuanceQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Brings one mail domain to where its MailDomainPolicy says, pass by pass, and says in the status how it stands. */
public final class MailDomainPolicyReconciler implements Reconciler<MailDomainPolicy>, Cleaner<MailDomainPolicy> {
    private final Function<EventSourceContext<MailDomainPolicy>, PolicyPass> passes;
    private final SimpleInboundEventSource<MailDomainPolicy> nudges;
    private final ReconcileTurns turns;
    private @Nullable PolicyPass pass;

    /** @param passes made once the informers can be */
    MailDomainPolicyReconciler(
            Function<EventSourceContext<MailDomainPolicy>, PolicyPass> passes,
            SimpleInboundEventSource<MailDomainPolicy> nudges,
            ReconcileTurns turns) {
        this.passes = passes;
        this.nudges = nudges;
        this.turns = turns;
    }

    @Override
    public List<EventSource<?, MailDomainPolicy>> prepareEventSources(EventSourceContext<MailDomainPolicy> context) {
        pass = passes.apply(context);
        var sources = new ArrayList<>(pass().start());
        sources.add(nudges);
        sources.add(new Departures(pass()::gone));
        return sources;
    }

    @Override
    public UpdateControl<MailDomainPolicy> reconcile(MailDomainPolicy policy, Context<MailDomainPolicy> context) {
        return turns.in(policy, () -> pass().reconcile(policy, context));
    }

    @Override
    public DeleteControl cleanup(MailDomainPolicy policy, Context<MailDomainPolicy> context) {
        return turns.in(policy, () -> pass().cleanup(policy, context));
    }

    PolicyIndex policies() {
        return pass().policies();
    }

    IssuanceQueue certificates() {
        return pass().certificates();
    }

    private PolicyPass pass() {
        return Objects.requireNonNull(pass, "the informers come first");
    }
}
