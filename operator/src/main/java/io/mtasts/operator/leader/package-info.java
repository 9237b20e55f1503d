/**
 * Leader election by a Lease: one replica is the leader, the others stand by with filled caches. Depends on the Kubernetes client, and on
 * no other package of ours.
 */
@NullMarked
package io.mtasts.operator.leader;

import org.jspecify.annotations.NullMarked;
