package io.mtasts.operator.resources;

import io.fabric8.kubernetes.api.model.ConfigMap;

/** One of the ConfigMaps among which a server's policies are spread. */
public sealed interface PolicyShard {
    /** From 0 to {@link PolicyShards#COUNT} - 1. */
    int number();

    /** To be applied. One without data holds no policy: it need not be created, and empties one that exists. */
    record Filled(int number, ConfigMap configMap) implements PolicyShard {
        /** Does it hold no policy? */
        public boolean isEmpty() {
            return configMap.getData() == null || configMap.getData().isEmpty();
        }
    }

    /**
     * More than a ConfigMap takes: not to be applied, so that what is served stays served.
     *
     * @param name of the ConfigMap
     * @param bytes what it would hold
     */
    record Overfull(int number, String name, int bytes) implements PolicyShard {
        /** For the status of the PolicyServer: what is left as it is, why, and what to do. */
        public String message() {
            return """
                ConfigMap %s would hold %d bytes of policies, and more than %d do not safely fit: it stays as it is, \
                and no policy in it is added, changed or removed. Let some domains name another PolicyServer in \
                spec.server\
                """.formatted(name, bytes, PolicyShards.LIMIT_BYTES);
        }
    }
}
