package io.mtasts.operator.settings;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.util.StdConverter;
import io.fabric8.certmanager.api.model.v1.Certificate;
import io.fabric8.certmanager.api.model.v1.ClusterIssuer;
import io.fabric8.certmanager.api.model.v1.Issuer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.PolicyServer;
import io.mtasts.operator.publish.DNSEndpoint;
import io.mtasts.operator.resources.Labels;
import java.util.List;

/**
 * The client of the Kubernetes API, made small. By itself it loads the classes of every kind of Kubernetes and cert-manager with the first
 * event of a watch: this one knows the kinds that it is used for, and reads an event of another by way of a generic resource. Caches keep
 * what is read, so what nobody asks for is not.
 */
public final class ClusterClient {
    private static final List<Class<? extends KubernetesResource>> KINDS = List.of(
            MailDomainPolicy.class,
            PolicyServer.class,
            DNSEndpoint.class,
            ConfigMap.class,
            Deployment.class,
            EndpointSlice.class,
            Ingress.class,
            Lease.class,
            Namespace.class,
            NetworkPolicy.class,
            PodDisruptionBudget.class,
            Service.class,
            ServiceAccount.class,
            Certificate.class,
            Issuer.class,
            ClusterIssuer.class,
            Gateway.class,
            HTTPRoute.class,
            Status.class); // the end of a watch

    private ClusterClient() {}

    /** For the cluster that is described. */
    public static KubernetesClientBuilder of(Config cluster) {
        var mapper = new ObjectMapper()
                .addMixIn(Issuer.class, AcmeAlone.class)
                .addMixIn(ClusterIssuer.class, AcmeAlone.class)
                .addMixIn(ObjectMeta.class, OwnFieldsAlone.class);
        var serialization = new KubernetesSerialization(mapper, false);
        KINDS.forEach(serialization::registerKubernetesResource);
        return new KubernetesClientBuilder().withConfig(cluster).withKubernetesSerialization(serialization);
    }

    /** Of the fields that others manage nothing is read: they are a third of an object, and matching is by those of ours. */
    interface OwnFieldsAlone {
        @JsonDeserialize(contentConverter = OwnFields.class)
        void setManagedFields(List<ManagedFieldsEntry> entries);
    }

    private static final class OwnFields extends StdConverter<ManagedFieldsEntry, ManagedFieldsEntry> {
        @Override
        public ManagedFieldsEntry convert(ManagedFieldsEntry entry) {
            boolean ours = Labels.FIELD_MANAGER.equals(entry.getManager()) && entry.getSubresource() == null;
            if (!ours) {
                entry.setFieldsV1(null);
            }
            return entry;
        }
    }
}
