/**
 * The last rung: the image and the chart in a real cluster, as a user would install them, with real pods, Traefik, cert-manager, and a name
 * server and mail servers in pods of their own.
 */
@NullMarked
package io.mtasts.operator.cluster;

import org.jspecify.annotations.NullMarked;
