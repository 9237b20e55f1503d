package io.mtasts.lab.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.mtasts.lab.dns.Dns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * In place of external-dns with {@code --source=crd --managed-record-types=TXT,CNAME}, a registry, and the provider rfc2136, which reads
 * targets as a master file's: it writes what DNSEndpoints say into the zones of the lab, removes what it wrote, and leaves alone what it
 * did not.
 */
public final class ExternalDns implements ResourceEventHandler<GenericKubernetesResource>, AutoCloseable {
    private record Made(String name, String type) {}

    private final KubernetesClient client;
    private final Dns dns;
    private final SharedIndexInformer<GenericKubernetesResource> informer;
    private final Map<String, Set<Made>> made = new HashMap<>();

    private ExternalDns(KubernetesClient client, Dns dns) {
        this.client = client;
        this.dns = dns;
        this.informer = client.genericKubernetesResources("externaldns.k8s.io/v1alpha1", "DNSEndpoint")
                .inAnyNamespace()
                .runnableInformer(0);
    }

    /** Starts it in a cluster that has its kind. The client is the caller's. */
    public static ExternalDns start(KubernetesClient client, Dns dns) {
        var externalDns = new ExternalDns(client, dns);
        externalDns.informer.addEventHandler(externalDns);
        externalDns.informer.run();
        return externalDns;
    }

    @Override
    public synchronized void onAdd(GenericKubernetesResource object) {
        var before = made.getOrDefault(key(object), Set.of());
        var now = new HashSet<Made>();
        for (var endpoint : endpoints(object)) {
            var record = new Made(String.valueOf(endpoint.get("dnsName")), String.valueOf(endpoint.get("recordType")));
            if (before.contains(record) || isFree(record)) {
                write(record, endpoint);
                now.add(record);
            }
        }
        before.stream().filter(record -> !now.contains(record)).forEach(this::remove);
        made.put(key(object), now);
        observed(object);
    }

    @Override
    public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource now) {
        onAdd(now);
    }

    @Override
    public synchronized void onDelete(GenericKubernetesResource object, boolean finalStateUnknown) {
        var gone = made.remove(key(object));
        if (gone != null) {
            gone.forEach(this::remove);
        }
    }

    private boolean isFree(Made record) {
        return dns.zoneOf(record.name())
                .map(zone -> !zone.has(record.name(), record.type()))
                .orElse(false);
    }

    private void write(Made record, Map<String, Object> endpoint) {
        var targets = new ArrayList<String>();
        for (var target : (List<?>) endpoint.getOrDefault("targets", List.of())) {
            targets.add(record.type().equals("CNAME") ? target + "." : target.toString());
        }
        long ttl = ((Number) endpoint.getOrDefault("recordTTL", 300)).longValue();
        dns.zoneOf(record.name())
                .ifPresent(zone -> zone.set(record.name(), record.type(), ttl, targets.toArray(String[]::new)));
    }

    private void remove(Made record) {
        dns.zoneOf(record.name()).ifPresent(zone -> zone.remove(record.name(), record.type()));
    }

    @SuppressWarnings("unchecked") // that is what the kind's schema says
    private static List<Map<String, Object>> endpoints(GenericKubernetesResource object) {
        var endpoints = (List<Map<String, Object>>) object.get("spec", "endpoints");
        return endpoints == null ? List.of() : endpoints;
    }

    /** Only when it is news: else each write would call for the next. */
    private void observed(GenericKubernetesResource object) {
        var generation = object.getMetadata().getGeneration();
        Number seen = object.get("status", "observedGeneration");
        if (seen == null || seen.longValue() != generation) {
            client.resource(object).editStatus(current -> {
                current.setAdditionalProperty("status", Map.of("observedGeneration", generation));
                return current;
            });
        }
    }

    private static String key(GenericKubernetesResource object) {
        return object.getMetadata().getNamespace() + "/" + object.getMetadata().getName();
    }

    @Override
    public void close() {
        informer.stop();
    }
}
