/**
 * Connections to hosts of others: which addresses may be contacted, by what way (directly, through a proxy, or where --connect-to says),
 * how many at once, and for how long. Depends on fair for turns.
 */
@NullMarked
package io.mtasts.observe.net;

import org.jspecify.annotations.NullMarked;
