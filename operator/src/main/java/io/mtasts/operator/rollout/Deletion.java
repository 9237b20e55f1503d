package io.mtasts.operator.rollout;

import io.mtasts.api.v1alpha1.Retirement;
import java.util.Optional;

/**
 * Somebody has deleted the resource.
 *
 * @param atOnce whether it ends without a retirement: the spec says so, or its Namespace goes and takes everything with it
 * @param maxAgeSeconds of the policy of mode none that is served meanwhile
 * @param underWay the retirement as far as it has come
 */
public record Deletion(boolean atOnce, int maxAgeSeconds, Optional<Retirement> underWay) {}
