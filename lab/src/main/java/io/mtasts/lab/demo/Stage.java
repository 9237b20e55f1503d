package io.mtasts.lab.demo;

import io.mtasts.lab.World;
import io.mtasts.lab.cluster.Crds;
import io.mtasts.lab.cluster.Kubectl;
import io.mtasts.lab.cluster.LabCluster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the story plays on: the lab's internet, a cluster with cert-manager in it, and the operator as it is started there. */
final class Stage {
    /** From the root of the project, where the demo runs. */
    static final Path LAUNCHER = Path.of("bin", "mta-sts-operator");

    private static final String ISSUER = "letsencrypt";

    private final Belongings belongings;
    private final World world;
    private final LabCluster cluster;
    private final Curtain curtain;

    private Stage(Belongings belongings, World world, LabCluster cluster, Curtain curtain) {
        this.belongings = belongings;
        this.world = world;
        this.cluster = cluster;
        this.curtain = curtain;
    }

    /**
     * Starts world and cluster.
     *
     * @param belongings for kubeconfig, root certificate and logs
     */
    static Stage set(Belongings belongings, Curtain curtain) {
        var world = curtain.open(World::start);
        var cluster = curtain.open(() -> LabCluster.start(world));
        var stage = new Stage(belongings, world, cluster, curtain);
        cluster.apiServer().writeKubeconfig(belongings.kubeconfig());
        world.authority().writeRoot(belongings.rootCertificate());
        Crds.CERT_MANAGER.install(cluster.client());
        cluster.certManager().createClusterIssuer(ISSUER);
        return stage;
    }

    World world() {
        return world;
    }

    LabCluster cluster() {
        return cluster;
    }

    Kubectl kubectl() {
        return cluster.apiServer().kubectl();
    }

    Belongings belongings() {
        return belongings;
    }

    OperatorProcess startOperator() {
        return startOperator(
                List.of(LAUNCHER.toAbsolutePath().toString()),
                List.of(),
                Map.of("KUBECONFIG", belongings.kubeconfig().toString()));
    }

    /**
     * Starts the operator in another way.
     *
     * @param launcher a program that takes the same arguments
     * @param flags further ones, for {@code run}
     * @param cluster the environment by which it finds the cluster
     */
    OperatorProcess startOperator(List<String> launcher, List<String> flags, Map<String, String> cluster) {
        var all = new ArrayList<>(runFlags());
        all.addAll(flags);
        return curtain.open(() -> OperatorProcess.start(launcher, all, cluster, belongings.operatorLog()));
    }

    /** The way around in this world, for {@code run} and {@code check} alike. */
    private List<String> networkFlags() {
        return List.of(
                "--resolver",
                world.resolver().getAddress().getHostAddress() + ":"
                        + world.resolver().getPort(),
                "--dns-port",
                Integer.toString(world.dnsPort()),
                "--https-port",
                Integer.toString(world.httpsPort()),
                "--smtp-port",
                Integer.toString(world.smtpPort()),
                "--ca",
                belongings.rootCertificate().toString(),
                "--allow-network",
                World.ALLOWED_NETWORK);
    }

    /** Looks at the domain of the story from outside of the cluster. */
    List<String> checkCommand() {
        var command = new ArrayList<>(List.of(LAUNCHER.toString(), "check", ExampleCom.NAME));
        command.addAll(networkFlags());
        return command;
    }

    private List<String> runFlags() {
        var flags = new ArrayList<>(networkFlags());
        cluster.connectTo().forEach(mapping -> flags.addAll(List.of("--connect-to", mapping)));
        flags.addAll(List.of("--default-issuer", ISSUER));
        // The lab's authority has no limits of its own that ours would be needed for.
        flags.addAll(List.of("--certificates-max-pending", "10000", "--certificates-new-per-hour", "10000"));
        flags.addAll(List.of("--minimum-interval", "1s", "--mx-cache", "1s", "--propagation", "2s"));
        return flags;
    }
}
