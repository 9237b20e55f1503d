package io.mtasts.lab.cluster;

import io.fabric8.kubernetes.api.model.Secret;
import io.mtasts.lab.ca.CertificateAuthority;
import io.mtasts.lab.ca.Identity;
import io.mtasts.lab.cluster.Routes.Ref;
import io.mtasts.lab.tls.Tls;
import io.mtasts.lab.web.Answer;
import io.mtasts.lab.web.Request;
import io.mtasts.lab.web.Site;
import io.mtasts.lab.web.Sites;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The ingress controller: follows a host through Ingress or HTTPRoute, Service and EndpointSlice to the pods, and shows the
 * certificate of the TLS Secret that they name, or its own self-signed one while there is none.
 */
public final class PolicyFront implements Sites {
    private static final String CERTIFICATE = "tls.crt";
    private static final String KEY = "tls.key";

    private final ClusterView view;
    private final Routes routes;
    private final Kubelet kubelet;
    private final Identity own;
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final Map<Map<String, String>, Identity> identities = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();

    PolicyFront(ClusterView view, Routes routes, Kubelet kubelet, CertificateAuthority authority) {
        this.view = view;
        this.routes = routes;
        this.kubelet = kubelet;
        this.own = authority.selfSigned(authority.leaf("ingress.local"));
    }

    /** Switches a fault of a host on, in place of one that is on already. */
    public void fault(String host, Fault fault) {
        faults.put(host, fault);
    }

    /** Switches the host's fault off. */
    public void mend(String host) {
        faults.remove(host);
    }

    @Override
    public Site at(String serverName, InetAddress address) {
        var fault = faults.get(serverName);
        var site = new Site(
                new Tls.Present(
                        name -> routes.certificate(name).flatMap(this::identity).orElse(own)),
                this::answer);
        return fault == null ? site : fault.on(serverName, site);
    }

    private Answer answer(Request request) {
        var host = Kubelet.hostName(request.header("host").orElse(request.serverName()));
        var service = routes.service(host, request.target());
        if (service.isEmpty()) {
            return Answer.status(404);
        }
        var pods = routes.readyAddresses(service.get());
        if (pods.isEmpty()) {
            return Answer.status(503);
        }
        var pod = pods.get(Math.floorMod(turn.getAndIncrement(), pods.size()));
        return kubelet.ask(pod, request.method(), host, request.target()).orElseGet(() -> Answer.status(502));
    }

    private Optional<Identity> identity(Ref secret) {
        return Informers.get(view.secrets(), secret.namespace(), secret.name())
                .map(Secret::getData)
                .filter(data -> data.containsKey(CERTIFICATE) && data.containsKey(KEY))
                .flatMap(this::read);
    }

    /** As ingress controllers do, one that cannot be read is as good as none. */
    private Optional<Identity> read(Map<String, String> data) {
        try {
            return Optional.of(identities.computeIfAbsent(
                    data, unread -> Identity.ofPem(text(unread, CERTIFICATE), text(unread, KEY))));
        } catch (IllegalArgumentException notACertificate) {
            return Optional.empty();
        }
    }

    private static String text(Map<String, String> data, String key) {
        return new String(Base64.getDecoder().decode(data.get(key)), StandardCharsets.US_ASCII);
    }
}
