package io.mtasts.operator.resources;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.mtasts.api.v1alpha1.IngressExposure;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.PolicyServer;

/** From a policy host to its server: HTTPS for one name and one path, never a redirect (RFC 8461 section 3.3). */
public final class IngressOf {
    private static final IngressExposure CLUSTER_DEFAULT = new IngressExposure(null, null);

    private IngressOf() {}

    /** The Ingress of that policy's host, of the class and with the annotations that its server says. */
    public static Ingress ingress(MailDomainPolicy policy, PolicyServer server) {
        var exposure = exposure(server);
        return new IngressBuilder()
                .withMetadata(Ownership.metadata(policy))
                .editMetadata()
                .withAnnotations(exposure.annotations())
                .endMetadata()
                .withNewSpec()
                .withIngressClassName(exposure.className())
                .addNewTl()
                .withHosts(PolicyHostName.of(policy))
                .withSecretName(ChildName.tlsSecret(policy))
                .endTl()
                .addNewRule()
                .withHost(PolicyHostName.of(policy))
                .withNewHttp()
                .addNewPath()
                .withPath(PolicyHostName.PATH)
                .withPathType("Exact")
                .withNewBackend()
                .withNewService()
                .withName(ChildName.of(server))
                .withNewPort()
                .withNumber(ServiceOf.PORT)
                .endPort()
                .endService()
                .endBackend()
                .endPath()
                .endHttp()
                .endRule()
                .endSpec()
                .build();
    }

    /** The same for a wider path: both may be there, and the narrower one wins. Ingress controllers refuse the same path of a host twice. */
    public static Ingress besideAnother(Ingress ingress) {
        return ingress.edit()
                .editSpec()
                .editFirstRule()
                .editHttp()
                .editFirstPath()
                .withPath(PolicyHostName.DIRECTORY)
                .withPathType("Prefix")
                .endPath()
                .endHttp()
                .endRule()
                .endSpec()
                .build();
    }

    /** The same for any host of the domain, at the one path: a rule for the host itself wins. Some policies refuse the same host twice. */
    public static Ingress ofAnyHost(MailDomainPolicy policy, Ingress ingress) {
        return ingress.edit()
                .editSpec()
                .editFirstRule()
                .withHost("*." + policy.getSpec().domain())
                .editHttp()
                .editFirstPath()
                .withPath(PolicyHostName.PATH)
                .withPathType("Exact")
                .endPath()
                .endHttp()
                .endRule()
                .endSpec()
                .build();
    }

    /** Does it lead hosts of the whole domain? */
    public static boolean isOfAnyHost(Ingress ingress) {
        return ingress.getSpec().getRules().stream()
                .anyMatch(rule -> rule.getHost() != null && rule.getHost().startsWith("*."));
    }

    /** Does it lead that host itself? */
    public static boolean leads(Ingress ingress, String host) {
        return ingress.getSpec().getRules().stream().anyMatch(rule -> host.equals(rule.getHost()));
    }

    private static IngressExposure exposure(PolicyServer server) {
        var exposure = server.getSpec().exposure();
        return exposure == null || exposure.ingress() == null ? CLUSTER_DEFAULT : exposure.ingress();
    }
}
