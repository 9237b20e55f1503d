package io.mtasts.lab.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.mtasts.lab.World;
import io.mtasts.lab.net.Loopback;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;

/**
 * A whole cluster as far as serving policies goes: the API server, and all that reacts to it in place of controllers, nodes,
 * ingress controller and cert-manager.
 */
public final class LabCluster implements AutoCloseable {
    private static final InetAddress FRONT = Loopback.of("127.0.4.1");

    private final ApiServer apiServer;
    private final KubernetesClient client;
    private final Pods pods = new Pods();
    private final Controllers controllers;
    private final Kubelet kubelet;
    private final PodListeners listeners;
    private final PolicyFront front;
    private final CertManager certManager;

    private LabCluster(ApiServer apiServer, World world, InstantSource clock) {
        this.apiServer = apiServer;
        this.client = apiServer.newClient();
        var view = ClusterView.of(client);
        this.controllers = new Controllers(client, view, pods, FRONT.getHostAddress(), clock);
        this.kubelet = new Kubelet(view, pods, clock);
        this.listeners = new PodListeners(kubelet);
        this.front = new PolicyFront(view, new Routes(client, view), kubelet, world.authority());
        this.certManager = new CertManager(client, view, world.authority(), clock);
        world.serveAt(FRONT, front);
    }

    /** Starts it without any custom kinds, which {@link Crds} brings, by the system's clock. */
    public static LabCluster start(World world) {
        return start(world, InstantSource.system());
    }

    /**
     * Starts it without any custom kinds, which {@link Crds} brings.
     *
     * @param world whose authority signs for cert-manager, and whose web server shows the cluster to the public
     * @param clock of controllers, kubelet and cert-manager
     */
    public static LabCluster start(World world, InstantSource clock) {
        return new LabCluster(ApiServer.start(), world, clock);
    }

    /** Where the ingress controller answers in the world, as the status of every Ingress says: a policy host's address. */
    public String frontAddress() {
        return FRONT.getHostAddress();
    }

    public ApiServer apiServer() {
        return apiServer;
    }

    /** A client with every right, closed with the cluster. */
    public KubernetesClient client() {
        return apiServer.client();
    }

    public Pods pods() {
        return pods;
    }

    public Controllers controllers() {
        return controllers;
    }

    /** What the pods answer, and what goes wrong with it. */
    public Kubelet kubelet() {
        return kubelet;
    }

    /** What the public gets, and what goes wrong with it: the sites at {@link #frontAddress()}. */
    public PolicyFront front() {
        return front;
    }

    public CertManager certManager() {
        return certManager;
    }

    /** Values for {@code --connect-to}, one for each address a pod may have: {@code 192.0.2.10:8080=127.0.0.1:40123}. */
    public List<String> connectTo() {
        return listeners.connectTo();
    }

    @Override
    public void close() {
        certManager.close();
        controllers.close();
        listeners.close();
        client.close();
        apiServer.close();
    }
}
