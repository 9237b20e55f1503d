package io.mtasts.operator;

import io.mtasts.api.v1alpha1.IssuerRef;
import io.mtasts.observe.ObserverSettings;
import io.mtasts.observe.dns.ResolverAddress;
import io.mtasts.observe.net.HostPort;
import io.mtasts.observe.net.Ports;
import io.mtasts.operator.publish.UpdateServer;
import io.mtasts.operator.settings.RunSettings;
import io.mtasts.operator.settings.Tenancy;
import java.util.List;

/** Settings like others but for what a test wants to be different. */
public final class SettingsOf {
    private final RunSettings like;
    private ObserverSettings network;
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
        this.network = like.network();
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

    /** Asks this resolver, and name servers at this port. */
    public SettingsOf dns(HostPort resolver, int port) {
        network = ObserverSettings.builder()
                .resolvers(List.of(ResolverAddress.plain(resolver)))
                .ports(new Ports(port, network.ports().https(), network.ports().smtp()))
                .trust(network.trust())
                .addressRules(network.addressRules())
                .connectTo(network.connectTo())
                .mxCache(network.mxCache())
                .build();
        return this;
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
                network,
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
