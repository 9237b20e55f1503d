/**
 * Renders the objects that the operator applies, one file for each kind: Certificate, Ingress, HTTPRoute, and the policy server's
 * Deployment, Service and ConfigMaps. Pure functions of the API types, on which alone it depends; {@code controller} applies what they
 * return.
 */
@NullMarked
package io.mtasts.operator.resources;

import org.jspecify.annotations.NullMarked;
