/** The Kubernetes half of the lab: a real API server, and stand-ins for the controllers that a cluster has beside it. */
@NullMarked
package io.mtasts.lab.cluster;

import org.jspecify.annotations.NullMarked;
