/**
 * The Kubernetes API of the operator, {@code mtasts.io/v1alpha1}: the kinds MailDomainPolicy and PolicyServer as records, from which the
 * CRDs are generated, with their schema and CEL rules. Depends on fabric8's model and annotations, and on no other package of ours.
 */
@NullMarked
package io.mtasts.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
