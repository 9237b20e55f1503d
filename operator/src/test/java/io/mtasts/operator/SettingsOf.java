package io.mtasts.operator;

import io.mtasts.api.v1alpha1.IssuerRef;
import io.mtasts.operator.publish.UpdateServer;
import io.mtasts.operator.settings.RunSettings;
import io.mtasts.operator.settings.Tenancy;
import java.util.List;

/** Settings like others but for what a test wants to be different. */
public final class SettingsOf {
    private final RunSettings like;
    private List<IssuerRef> allowedIssuers;
    private List<String> watchNamespaces;
    private int maxPending;
    private int newPerHour;
    private List<String> allowedAnnotations;
    private Tenancy tenancy;
    private List<UpdateServer> updateServers;
    private boolean leaderElection;

    private SettingsOf(RunSettings like) {
        this.like = like;
        this.allowedIssuers = like.allowedIssuers();
        this.watchNamespaces = like.watchNamespaces();
        this.maxPending = like.certificatesMaxPending();
        this.newPerHour = like.certificatesNewPerHour();
        this.allowedAnnotations = like.allowedAnnotations();
        this.tenancy = like.tenancyDomains();
        this.updateServers = like.updateServers();
        this.leaderElection = like.leaderElection();
    }

    public static SettingsOf like(RunSettings settings) {
        return new SettingsOf(settings);
    }

    public SettingsOf allowedIssuers(IssuerRef... value) {
        allowedIssuers = List.of(value);
        return this;
    }

    public SettingsOf watchNamespaces(List<String> value) {
        watchNamespaces = value;
        return this;
    }

    public SettingsOf certificates(int pending, int perHour) {
        maxPending = pending;
        newPerHour = perHour;
        return this;
    }

    public SettingsOf allowedAnnotations(String... value) {
        allowedAnnotations = List.of(value);
        return this;
    }

    public SettingsOf tenancy(Tenancy value) {
        tenancy = value;
        return this;
    }

    public SettingsOf updateServers(UpdateServer... value) {
        updateServers = List.of(value);
        return this;
    }

    public SettingsOf leaderElection() {
        leaderElection = true;
        return this;
    }

    public RunSettings build() {
        return new RunSettings(
                like.network(),
                like.probeMx(),
                like.minimumInterval(),
                like.propagation(),
                like.retirementMaxAge(),
                like.defaultIssuer(),
                allowedIssuers,
                like.policyServerImage(),
                watchNamespaces,
                maxPending,
                newPerHour,
                like.defaultIngressClass(),
                allowedAnnotations,
                like.healthPort(),
                like.domainMetrics(),
                tenancy,
                updateServers,
                leaderElection);
    }
}
