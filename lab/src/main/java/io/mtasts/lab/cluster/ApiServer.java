package io.mtasts.lab.cluster;

import io.fabric8.kubeapitest.cert.CertManager;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A real kube-apiserver with its etcd on loopback, RBAC switched on, and none of a cluster's controllers beside it. Both
 * processes end with {@link #close()} or with this JVM. They are run here and not by kube-api-test's own
 * {@code KubeAPIServer}, which can neither keep its port nor its data over a restart.
 */
public final class ApiServer implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final int PORTS_TO_TRY = 3;

    private final KubeBinaries binaries;
    private final Path directory;
    private final CertManager certificates;
    private final int etcdPort;
    private final int port;
    private final ChildProcess etcd;
    private final KubernetesClient client;
    private ChildProcess apiServer;

    private ApiServer(KubeBinaries binaries, Path directory) {
        this.binaries = binaries;
        this.directory = directory;
        this.certificates = new CertManager(directory.toString());
        certificates.createCertificatesIfNeeded();
        this.etcdPort = freePort();
        this.port = freePort();
        this.etcd = startEtcd();
        ChildProcess started = null;
        try {
            started = startApiServer();
            this.client = newClient();
            awaitReady(started);
            this.apiServer = started;
        } catch (RuntimeException e) {
            if (started != null) {
                started.close();
            }
            etcd.close();
            throw e;
        }
    }

    /** Starts a new, empty API server; where its programs are missing they are fetched or built first, once. */
    public static ApiServer start() {
        return start(Provisioning.ofThisMachine().provide());
    }

    /** Starts a new, empty API server with these programs. */
    public static ApiServer start(KubeBinaries binaries) {
        for (int attempt = 1; ; attempt++) {
            try {
                return new ApiServer(binaries, Files.createTempDirectory("api-server"));
            } catch (NotStartedException e) {
                // Between finding a free port and using it another program may have taken it.
                if (attempt == PORTS_TO_TRY) {
                    throw e;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A client with every right, shared and closed with the server. */
    public KubernetesClient client() {
        return client;
    }

    /** A client of the caller's own with every right, for the caller to close. */
    public KubernetesClient newClient() {
        return new KubernetesClientBuilder().withConfig(config()).build();
    }

    /** How to reach the server with every right, for example to build a client that impersonates somebody. */
    public Config config() {
        return Config.fromKubeconfig(kubeconfig());
    }

    /** A kubeconfig with every right and its certificates inside. */
    public String kubeconfig() {
        return """
            apiVersion: v1
            kind: Config
            clusters:
              - name: lab
                cluster:
                  server: https://127.0.0.1:%d
                  certificate-authority-data: %s
            contexts:
              - name: lab
                context: {cluster: lab, user: admin, namespace: default}
            current-context: lab
            users:
              - name: admin
                user:
                  client-certificate-data: %s
                  client-key-data: %s
            """.formatted(
                        port,
                        base64(certificates.getAPIServerCertPath()),
                        base64(certificates.getClientCertPath()),
                        base64(certificates.getClientKeyPath()));
    }

    /** Writes {@link #kubeconfig()} to that file and gives it back. */
    public Path writeKubeconfig(Path file) {
        try {
            return Files.writeString(file, kubeconfig());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A kubectl that talks to this server. */
    public Kubectl kubectl() {
        return new Kubectl(binaries.kubectl(), writeKubeconfig(directory.resolve("kubeconfig")));
    }

    /** Stops kube-apiserver and keeps etcd: clients see refused connections until {@link #up()}. */
    public synchronized void down() {
        apiServer.close();
    }

    /** Starts kube-apiserver again on the same port and data and waits until it answers. */
    public synchronized void up() {
        apiServer = startApiServer();
        awaitReady(apiServer);
    }

    /** {@link #down()} and {@link #up()}: every watch breaks, nothing is lost. */
    public void restart() {
        down();
        up();
    }

    @Override
    public synchronized void close() {
        client.close();
        apiServer.close();
        etcd.close();
        try {
            Directories.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ChildProcess startEtcd() {
        var clients = "http://127.0.0.1:" + etcdPort;
        return ChildProcess.start(
                List.of(
                        binaries.etcd().toString(),
                        "--data-dir=" + directory.resolve("etcd"),
                        "--listen-client-urls=" + clients,
                        "--advertise-client-urls=" + clients,
                        "--listen-peer-urls=http://127.0.0.1:0",
                        "--log-level=warn",
                        // Nothing of the lab outlives its machine; without this each write waits for the disk.
                        "--unsafe-no-fsync"),
                directory,
                Map.of(),
                directory.resolve("etcd.log"));
    }

    private ChildProcess startApiServer() {
        var key = certificates.getAPIServerKeyPath();
        return ChildProcess.start(
                List.of(
                        binaries.apiServer().toString(),
                        "--etcd-servers=http://127.0.0.1:" + etcdPort,
                        "--bind-address=127.0.0.1",
                        "--secure-port=" + port,
                        "--cert-dir=" + directory,
                        "--client-ca-file=" + certificates.getClientCertPath(),
                        "--authorization-mode=RBAC",
                        "--service-account-issuer=https://kubernetes.default.svc",
                        "--service-account-signing-key-file=" + key,
                        "--service-account-key-file=" + key,
                        "--service-cluster-ip-range=10.0.0.0/24",
                        // There is no controller that would make the ServiceAccount "default" of each namespace.
                        "--disable-admission-plugins=ServiceAccount",
                        // Loopback cannot be advertised in an EndpointSlice, and nobody looks for the server there.
                        "--advertise-address=192.0.2.1",
                        "--endpoint-reconciler-type=none"),
                directory,
                Map.of(),
                directory.resolve("kube-apiserver.log"));
    }

    private void awaitReady(ChildProcess starting) {
        var impatient = new ConfigBuilder(config())
                .withRequestRetryBackoffLimit(0)
                .withRequestTimeout(2_000)
                .build();
        var deadline = System.nanoTime() + START_LIMIT.toNanos();
        try (var probe = new KubernetesClientBuilder().withConfig(impatient).build()) {
            while (!answers(probe)) {
                if (starting.endsWithin(LOOK) || etcd.endsWithin(Duration.ZERO)) {
                    throw new NotStartedException("The lab's API server ended while starting:\n" + lastWords(starting));
                }
                if (System.nanoTime() > deadline) {
                    throw new NotStartedException("The lab's API server was not ready after %d seconds:%n%s"
                            .formatted(START_LIMIT.toSeconds(), lastWords(starting)));
                }
            }
        }
    }

    private static boolean answers(KubernetesClient probe) {
        var readyz = probe.getHttpClient()
                .newHttpRequestBuilder()
                .uri(probe.getMasterUrl() + "readyz")
                .build();
        try {
            return probe.getHttpClient()
                            .sendAsync(readyz, String.class)
                            .thenApply(HttpResponse::isSuccessful)
                            .get(5, TimeUnit.SECONDS)
                    && probe.namespaces().withName("default").get() != null;
        } catch (ExecutionException | TimeoutException | KubernetesClientException e) {
            return false; // refused, or a start-up hook is still at work; the caller's deadline bounds this
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the lab's API server started", e);
        }
    }

    private String lastWords(ChildProcess server) {
        return server.lastWords() + "\n" + etcd.lastWords();
    }

    private static String base64(String file) {
        try {
            return Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The processes were started and did not become ready. */
    private static final class NotStartedException extends IllegalStateException {
        NotStartedException(String message) {
            super(message);
        }
    }
}
