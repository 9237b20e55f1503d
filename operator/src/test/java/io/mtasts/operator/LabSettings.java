package io.mtasts.operator;

import io.mtasts.api.v1alpha1.IssuerRef;
import io.mtasts.lab.World;
import io.mtasts.lab.cluster.LabCluster;
import io.mtasts.lab.stage.NetworkFlags;
import io.mtasts.observe.ObserverSettings;
import io.mtasts.observe.dns.ResolverAddress;
import io.mtasts.observe.net.AddressRules;
import io.mtasts.observe.net.Cidr;
import io.mtasts.observe.net.ConnectTo;
import io.mtasts.observe.net.HostPort;
import io.mtasts.observe.net.Ports;
import io.mtasts.observe.tls.TrustAnchors;
import io.mtasts.operator.settings.RunSettings;
import io.mtasts.operator.settings.Tenancy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** How an operator is to run in a world on loopback, with intervals that suit a test. */
record LabSettings(World world, LabCluster cluster) {
    /** Where the lab's servers are: the rest of loopback is as private to the operator as it is anywhere. */
    private static final String NETWORK = "127.0.0.0/16";

    RunSettings of(Duration propagation, OptionalInt healthPort, boolean domainMetrics) {
        return new RunSettings(
                observer(),
                true,
                Duration.ofMillis(500),
                propagation,
                Duration.ofHours(24),
                Optional.of(new IssuerRef("letsencrypt", "ClusterIssuer", null)),
                List.of(),
                "nginxinc/nginx-unprivileged:1.28",
                List.of(),
                50,
                80,
                Optional.empty(),
                List.of("traefik.ingress.kubernetes.io/*"),
                healthPort,
                domainMetrics,
                Tenancy.OPEN,
                List.of(),
                false);
    }

    /** What {@link #of} says, as flags of {@code run}. The root certificate is written to that directory. */
    List<String> flags(Path directory) {
        var root = world.authority().writeRoot(directory.resolve("root.pem"));
        var flags = new ArrayList<>(NetworkFlags.of(world, root));
        cluster.connectTo().forEach(mapping -> flags.addAll(List.of("--connect-to", mapping)));
        flags.addAll(List.of("--minimum-interval", "1s", "--mx-cache", "1s", "--propagation", "1s"));
        flags.addAll(List.of("--default-issuer", "letsencrypt"));
        return flags;
    }

    private ObserverSettings observer() {
        return ObserverSettings.builder()
                .resolvers(List.of(ResolverAddress.plain(
                        new HostPort(world.resolver().getAddress().getHostAddress(), world.dnsPort()))))
                .ports(new Ports(world.dnsPort(), world.httpsPort(), world.smtpPort()))
                .trust(TrustAnchors.of(List.of(world.authority().root())))
                .addressRules(new AddressRules(List.of(Cidr.parse(NETWORK)), List.of(), false))
                .connectTo(cluster.connectTo().stream().map(ConnectTo::parse).toList())
                .mxCache(Duration.ofMillis(200))
                .build();
    }
}
