package io.mtasts.operator.controller;

import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import java.util.Set;
import java.util.function.Consumer;

/** Hears of policies that are gone, however they went: one whose finalizer somebody took off goes without a word to the reconciler. */
final class Departures extends AbstractEventSource<Void, MailDomainPolicy>
        implements ResourceEventAware<MailDomainPolicy> {
    private final Consumer<MailDomainPolicy> gone;

    /** @param gone told of each, when the informer's cache has it no more */
    Departures(Consumer<MailDomainPolicy> gone) {
        super(Void.class, "departures");
        this.gone = gone;
    }

    @Override
    public void onResourceDeleted(MailDomainPolicy policy) {
        gone.accept(policy);
    }

    @Override
    public Set<Void> getSecondaryResources(MailDomainPolicy policy) {
        return Set.of();
    }
}
