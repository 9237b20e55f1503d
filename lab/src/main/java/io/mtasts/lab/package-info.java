/**
 * An internet on loopback for tests and the demo: domains with DNS, a policy host and mail servers, whose faults can be switched on and
 * off. Depends on the servers in the packages below, and on no module of ours.
 */
@NullMarked
package io.mtasts.lab;

import org.jspecify.annotations.NullMarked;
