/** {@code bench/many-domains}: how the operator fares with many domains, as it runs in a pod. */
@NullMarked
package io.mtasts.bench.domains;

import org.jspecify.annotations.NullMarked;
