package io.mtasts.lab.cluster;

import io.fabric8.kubernetes.api.model.Probe;
import io.mtasts.lab.cluster.Pods.Pod;
import io.mtasts.lab.web.Answer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What the web server in a pod answers from the ConfigMaps that the kubelet put there: the policy of a host is the file of
 * the host's name. Faults are per pod, by its address, and stay until they are mended.
 */
public final class Kubelet {
    private static final String POLICY = "/.well-known/mta-sts.txt";

    private final ClusterView view;
    private final Pods pods;
    private final MountedFiles files;
    private final InstantSource clock;
    private final Map<String, Duration> delays = new ConcurrentHashMap<>();
    private final Map<String, UnaryOperator<Answer.Response>> faults = new ConcurrentHashMap<>();
    private volatile Duration delay = Duration.ZERO;

    Kubelet(ClusterView view, Pods pods, InstantSource clock) {
        this.view = view;
        this.pods = pods;
        this.files = new MountedFiles(view, clock);
        this.clock = clock;
    }

    /** Lets all pods see ConfigMaps as they were that long ago; a real kubelet takes up to a minute or two. */
    public void delay(Duration age) {
        delay = age;
    }

    /** Lets one pod see ConfigMaps as they were that long ago. */
    public void delay(String podAddress, Duration age) {
        delays.put(podAddress, age);
    }

    /** Lets one pod answer otherwise. */
    public void fault(String podAddress, UnaryOperator<Answer.Response> fault) {
        faults.put(podAddress, fault);
    }

    /** Takes back every fault and every delay of a single pod. */
    public void mend() {
        faults.clear();
        delays.clear();
    }

    /** What the pod at that address answers; empty where no pod is. */
    Optional<Answer.Response> ask(String podAddress, String method, String host, String path) {
        return pods.at(podAddress)
                .map(pod -> faults.getOrDefault(podAddress, UnaryOperator.identity())
                        .apply(answer(pod, method, host, path)));
    }

    private Answer.Response answer(Pod pod, String method, String host, String path) {
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return Answer.status(405);
        }
        if (!path.equals(POLICY)) {
            return Answer.status(isProbed(pod, path) ? 200 : 404);
        }
        var asOf = clock.instant().minus(delays.getOrDefault(pod.address(), delay));
        return files.read(pod, hostName(host), asOf)
                .map(body -> Answer.policy(body).header("Cache-Control", "no-store"))
                .orElseGet(() -> Answer.status(404));
    }

    private boolean isProbed(Pod pod, String path) {
        return Informers.get(view.deployments(), pod.namespace(), pod.deployment()).stream()
                .flatMap(deployment -> deployment.getSpec().getTemplate().getSpec().getContainers().stream())
                .flatMap(container -> Stream.of(container.getReadinessProbe(), container.getLivenessProbe()))
                .filter(Objects::nonNull)
                .map(Probe::getHttpGet)
                .anyMatch(probe -> probe != null && path.equals(probe.getPath()));
    }

    /** The name in a Host header as nginx sees it: lower case, without port and final dot. */
    static String hostName(String header) {
        int colon = header.indexOf(':');
        var name = (colon < 0 ? header : header.substring(0, colon)).toLowerCase(Locale.ROOT);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
