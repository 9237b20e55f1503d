package io.mtasts.operator.controller;

import java.util.Optional;

/** What the policy servers of a namespace hold for a policy host. */
@FunctionalInterface
interface ServedHosts {
    Optional<String> held(String namespace, String policyHost);
}
