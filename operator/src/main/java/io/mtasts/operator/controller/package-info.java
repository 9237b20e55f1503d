/**
 * The reconcilers of MailDomainPolicy and PolicyServer. Each pass gathers what the informers hold, has {@code status} compute the new
 * status and writes it when it differs; a pass that finds it unchanged applies the children and has the DNS records published. Depends on
 * the Java Operator SDK, and on all packages that decide, render, probe or publish; only the start of the operator and {@code health}
 * depend on it.
 */
@NullMarked
package io.mtasts.operator.controller;

import org.jspecify.annotations.NullMarked;
