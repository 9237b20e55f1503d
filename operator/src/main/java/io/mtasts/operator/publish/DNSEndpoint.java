package io.mtasts.operator.publish;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;

/** What external-dns is told to publish, by its CRD source. */
@Group("externaldns.k8s.io")
@Version("v1alpha1")
public class DNSEndpoint extends CustomResource<EndpointsSpec, EndpointsStatus> implements Namespaced {}
