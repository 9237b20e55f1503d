/** {@code bench/check-domains}: how soon thousands of domains are looked at, beside what else could look at them. */
@NullMarked
package io.mtasts.bench.check;

import org.jspecify.annotations.NullMarked;
