package io.mtasts.operator.resources;

import io.fabric8.kubernetes.api.model.ConfigMap;

/**
 * One of the ConfigMaps among which a server's policies are spread.
 *
 * @param configMap to be applied unless it {@link #isOverfull}; one without data holds no policy: it need not be created, and empties one
 *     that exists
 * @param bytes what it holds, counted as {@link PolicyShards#LIMIT_BYTES} is
 */
public record PolicyShard(ConfigMap configMap, int bytes) {
    /** The name of the ConfigMap. */
    public String name() {
        return configMap.getMetadata().getName();
    }

    /** Does it hold no policy? */
    public boolean isEmpty() {
        return bytes == 0;
    }

    /** Is it more than a ConfigMap takes? Then it is not applied, so that what is served stays served. */
    public boolean isOverfull() {
        return bytes > PolicyShards.LIMIT_BYTES;
    }

    /** Of one that is overfull, for the status of the PolicyServer: what is left as it is, why, and what to do. */
    public String overfullMessage() {
        return """
            ConfigMap %s would have %d bytes of policies, but no more than %d fit safely: it stays as it is, and no policy in it is added, changed or removed. Have some domains name another PolicyServer in spec.server\
            """.formatted(name(), bytes, PolicyShards.LIMIT_BYTES);
    }
}
