package io.mtasts.operator.resources;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.mtasts.api.v1alpha1.PolicyServer;

/** The nginx configuration of a policy server: the same for all, whatever domains it serves. */
public final class NginxConfigMapOf {
    private NginxConfigMapOf() {}

    /** The ConfigMap of that server's nginx configuration. */
    public static ConfigMap configMap(PolicyServer server) {
        return new ConfigMapBuilder()
                .withMetadata(Ownership.metadata(server, ChildName.configuration(server)))
                .addToData(NginxConfiguration.MAIN_FILE, NginxConfiguration.IN_POD.main())
                .addToData(NginxConfiguration.START_FILE, NginxConfiguration.IN_POD.start())
                .build();
    }
}
