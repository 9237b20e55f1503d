package io.mtasts.lab.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Listener;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressRuleValue;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the Ingresses and HTTPRoutes of the cluster say about a host, as an ingress controller understands them. */
final class Routes {
    private final ClusterView view;
    private final LateInformer<HTTPRoute> httpRoutes;
    private final LateInformer<Gateway> gateways;

    Routes(KubernetesClient client, ClusterView view) {
        this.view = view;
        this.httpRoutes = new LateInformer<>(client, view, HTTPRoute.class);
        this.gateways = new LateInformer<>(client, view, Gateway.class);
    }

    /** A Secret, Service or the like by namespace and name. */
    record Ref(String namespace, String name) {
        static Ref to(HasMetadata object) {
            return new Ref(
                    object.getMetadata().getNamespace(), object.getMetadata().getName());
        }

        String key() {
            return namespace + "/" + name;
        }
    }

    /** The Secret whose certificate is shown for a host; none where nothing names one. */
    Optional<Ref> certificate(String host) {
        return Stream.concat(
                        all(view).stream().flatMap(ingress -> tls(ingress, host)),
                        gateways.all().stream().flatMap(gateway -> tls(gateway, host)))
                .findFirst();
    }

    /** The Service that a request for this host and path goes to: the host itself before a wildcard, an exact path before a prefix. */
    Optional<Ref> service(String host, String path) {
        return Stream.concat(
                        all(view).stream().flatMap(ingress -> backends(ingress, host, path)),
                        httpRoutes.all().stream()
                                .flatMap(route -> backends(route, host))
                                .map(service -> new Backend(service, true, true)))
                .min(Backend.NARROWEST_FIRST)
                .map(Backend::service);
    }

    private record Backend(Ref service, boolean ofHost, boolean ofPath) {
        private static final Comparator<Backend> NARROWEST_FIRST = Comparator.<Backend, Boolean>comparing(
                        backend -> !backend.ofHost())
                .thenComparing(backend -> !backend.ofPath());
    }

    /** The addresses of the ready pods behind a Service. */
    List<String> readyAddresses(Ref service) {
        return Informers.inNamespace(view.endpointSlices(), service.namespace()).stream()
                .filter(slice -> belongsTo(slice, service.name()))
                .filter(slice -> slice.getEndpoints() != null) // what the API server gives for none
                .flatMap(slice -> slice.getEndpoints().stream())
                .filter(endpoint -> Boolean.TRUE.equals(endpoint.getConditions().getReady()))
                .flatMap(endpoint -> endpoint.getAddresses().stream())
                .toList();
    }

    private static List<Ingress> all(ClusterView view) {
        return view.ingresses().getStore().list();
    }

    private static boolean belongsTo(EndpointSlice slice, String service) {
        var labels = slice.getMetadata().getLabels();
        return labels != null && service.equals(labels.get("kubernetes.io/service-name"));
    }

    private static Stream<Ref> tls(Ingress ingress, String host) {
        return ingress.getSpec().getTls().stream()
                .filter(tls -> tls.getHosts().contains(host) && tls.getSecretName() != null)
                .map(tls -> new Ref(ingress.getMetadata().getNamespace(), tls.getSecretName()));
    }

    private static Stream<Backend> backends(Ingress ingress, String host, String path) {
        return ingress.getSpec().getRules().stream()
                .filter(rule -> host.equals(rule.getHost()) || isWildcardOf(rule.getHost(), host))
                .flatMap(rule -> Optional.ofNullable(rule.getHttp()).map(HTTPIngressRuleValue::getPaths).stream()
                        .flatMap(List::stream)
                        .filter(candidate -> matches(candidate, path))
                        .flatMap(candidate -> Stream.ofNullable(
                                        candidate.getBackend().getService())
                                .map(service -> new Backend(
                                        new Ref(ingress.getMetadata().getNamespace(), service.getName()),
                                        host.equals(rule.getHost()),
                                        "Exact".equals(candidate.getPathType())))));
    }

    private static boolean isWildcardOf(@Nullable String rule, String host) {
        return rule != null
                && rule.startsWith("*.")
                && host.substring(host.indexOf('.') + 1).equals(rule.substring(2));
    }

    private static boolean matches(HTTPIngressPath rule, String path) {
        var wanted = rule.getPath() == null ? "/" : rule.getPath();
        return "Exact".equals(rule.getPathType())
                ? path.equals(wanted)
                : wanted.endsWith("/") ? path.startsWith(wanted) : path.equals(wanted) || path.startsWith(wanted + "/");
    }

    private static Stream<Ref> tls(Gateway gateway, String host) {
        return gateway.getSpec().getListeners().stream()
                .filter(listener -> listener.getTls() != null && covers(listener, host))
                .flatMap(listener -> listener.getTls().getCertificateRefs().stream())
                .map(secret -> new Ref(
                        secret.getNamespace() == null ? gateway.getMetadata().getNamespace() : secret.getNamespace(),
                        secret.getName()));
    }

    private static boolean covers(Listener listener, String host) {
        var name = listener.getHostname();
        return name == null || name.equals(host) || (name.startsWith("*.") && host.endsWith(name.substring(1)));
    }

    /** Only through a Gateway that exists; which of its listeners takes the route does not matter here. */
    private Stream<Ref> backends(HTTPRoute route, String host) {
        var namespace = route.getMetadata().getNamespace();
        if (!route.getSpec().getHostnames().contains(host)
                || route.getSpec().getParentRefs().stream()
                        .noneMatch(parent -> gateways.get(
                                        (parent.getNamespace() == null ? namespace : parent.getNamespace()) + "/"
                                                + parent.getName())
                                .isPresent())) {
            return Stream.empty();
        }
        return route.getSpec().getRules().stream()
                .flatMap(rule -> rule.getBackendRefs().stream())
                .map(backend -> new Ref(
                        backend.getNamespace() == null ? namespace : backend.getNamespace(), backend.getName()));
    }
}
