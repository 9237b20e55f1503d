package io.mtasts.lab.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Volume;
import io.mtasts.lab.cluster.Pods.Pod;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The files that ConfigMap volumes put into a pod, now or as they were some time ago: a kubelet takes its time. */
final class MountedFiles {
    private static final int REMEMBERED = 100;

    private final ClusterView view;
    private final Map<String, Deque<Version>> history = new ConcurrentHashMap<>();

    /** What a ConfigMap held from a moment on. */
    private record Version(Instant from, Map<String, String> files) {}

    /** A ConfigMap as a volume names it; without items every key is a file. */
    private record Mount(String configMap, List<KeyToPath> items) {}

    MountedFiles(ClusterView view, InstantSource clock) {
        this.view = view;
        Informers.onEach(view.configMaps(), configMap -> remember(configMap, clock.instant()));
    }

    /** The content of the file of that name in any of the pod's ConfigMap volumes, as of that moment. */
    Optional<String> read(Pod pod, String file, Instant asOf) {
        var moment = asOf.isBefore(pod.since()) ? pod.since() : asOf;
        return Informers.get(view.deployments(), pod.namespace(), pod.deployment()).stream()
                .flatMap(
                        deployment -> Optional.ofNullable(
                                deployment.getSpec().getTemplate().getSpec().getVolumes())
                                .orElse(List.of())
                                .stream())
                .flatMap(MountedFiles::mounts)
                .flatMap(mount ->
                        Optional.ofNullable(contents(pod.namespace() + "/" + mount.configMap(), moment)
                                        .get(key(mount, file)))
                                .stream())
                .findFirst();
    }

    private static Stream<Mount> mounts(Volume volume) {
        if (volume.getProjected() != null) {
            return volume.getProjected().getSources().stream()
                    .flatMap(source -> Optional.ofNullable(source.getConfigMap()).stream())
                    .map(source -> new Mount(source.getName(), source.getItems()));
        }
        ConfigMapVolumeSource source = volume.getConfigMap();
        return source == null ? Stream.empty() : Stream.of(new Mount(source.getName(), source.getItems()));
    }

    private static String key(Mount mount, String file) {
        return mount.items().isEmpty()
                ? file
                : mount.items().stream()
                        .filter(item ->
                                item.getPath().equals(file) || item.getPath().endsWith("/" + file))
                        .map(KeyToPath::getKey)
                        .findFirst()
                        .orElse("");
    }

    private Map<String, String> contents(String configMap, Instant moment) {
        var versions = history.getOrDefault(configMap, new ArrayDeque<>());
        synchronized (versions) {
            var found = Map.<String, String>of();
            for (var version : versions) {
                if (!version.from().isAfter(moment)) {
                    found = version.files();
                }
            }
            return found;
        }
    }

    private void remember(ConfigMap configMap, Instant now) {
        var key = configMap.getMetadata().getNamespace() + "/"
                + configMap.getMetadata().getName();
        var versions = history.computeIfAbsent(key, unknown -> new ArrayDeque<>());
        boolean there = view.configMaps().getIndexer().getByKey(key) != null;
        synchronized (versions) {
            var from = versions.isEmpty() ? earlier(now, configMap) : now;
            versions.addLast(new Version(
                    from, there && configMap.getData() != null ? Map.copyOf(configMap.getData()) : Map.of()));
            if (versions.size() > REMEMBERED) {
                versions.removeFirst();
            }
        }
    }

    /** The watch may tell of a ConfigMap only after a pod that mounts it was started, however much older it is. */
    private static Instant earlier(Instant now, ConfigMap configMap) {
        var created = Instant.parse(configMap.getMetadata().getCreationTimestamp());
        return created.isBefore(now) ? created : now;
    }
}
