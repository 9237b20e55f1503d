package io.mtasts.lab.stage;

import io.mtasts.lab.World;
import io.mtasts.lab.cluster.Crds;
import io.mtasts.lab.cluster.Invocation;
import io.mtasts.lab.cluster.Kubectl;
import io.mtasts.lab.cluster.LabCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The lab's internet, a cluster with cert-manager in it, and the operator as it is started there. */
public final class Stage {
    /** From the root of the project, where all of this runs. */
    public static final Path LAUNCHER = Path.of("bin", "mta-sts-operator");

    private static final Duration TO_INSTALL = Duration.ofSeconds(60);
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
    public static Stage set(Belongings belongings, Curtain curtain) {
        var world = curtain.open(World::start);
        var cluster = curtain.open(() -> LabCluster.start(world));
        var stage = new Stage(belongings, world, cluster, curtain);
        cluster.apiServer().writeKubeconfig(belongings.kubeconfig());
        world.authority().writeRoot(belongings.rootCertificate());
        Crds.CERT_MANAGER.install(cluster.client());
        cluster.certManager().createClusterIssuer(ISSUER);
        return stage;
    }

    /** The internet of the lab. */
    public World world() {
        return world;
    }

    /** The API server and the controllers beside it. */
    public LabCluster cluster() {
        return cluster;
    }

    /** For that API server. */
    public Kubectl kubectl() {
        return cluster.apiServer().kubectl();
    }

    /** The files of this run. */
    public Belongings belongings() {
        return belongings;
    }

    /**
     * Installs the kinds that the launcher prints, and waits until they are served.
     *
     * @throws RunFailed when a command fails
     */
    public void installKinds() {
        var yaml = succeeded("crds", Invocation.run(List.of(LAUNCHER.toString(), "crds"), "", TO_INSTALL));
        succeeded("apply", kubectl().runWithInput(yaml, "apply", "--server-side", "-f", "-"));
        succeeded("wait", kubectl().run("wait", "crd", "--all", "--for=condition=Established"));
    }

    private static String succeeded(String what, Invocation.Result result) {
        if (result.exitCode() != 0) {
            throw new RunFailed("%s failed with exit code %d: %s"
                    .formatted(what, result.exitCode(), result.stderr().strip()));
        }
        return result.stdout();
    }

    /** Starts the operator as a person does who has a kubeconfig. */
    public OperatorProcess startOperator() {
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
    public OperatorProcess startOperator(List<String> launcher, List<String> flags, Map<String, String> cluster) {
        var all = new ArrayList<>(runFlags());
        all.addAll(flags);
        return curtain.open(() -> OperatorProcess.start(launcher, all, cluster, belongings.operatorLog()));
    }

    /** Looks at a domain from outside of the cluster. */
    public List<String> checkCommand(String domain) {
        var command = new ArrayList<>(List.of(LAUNCHER.toString(), "check", domain));
        command.addAll(NetworkFlags.of(world, belongings.rootCertificate()));
        return command;
    }

    private List<String> runFlags() {
        var flags = new ArrayList<>(NetworkFlags.of(world, belongings.rootCertificate()));
        cluster.connectTo().forEach(mapping -> flags.addAll(List.of("--connect-to", mapping)));
        flags.addAll(List.of("--default-issuer", ISSUER));
        // The lab's authority has no limits of its own that ours would be needed for.
        flags.addAll(List.of("--certificates-max-pending", "10000", "--certificates-new-per-hour", "10000"));
        flags.addAll(List.of("--minimum-interval", "1s", "--mx-cache", "1s", "--propagation", "2s"));
        return flags;
    }
}
