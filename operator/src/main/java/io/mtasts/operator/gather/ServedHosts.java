package io.mtasts.operator.gather;

import java.util.Optional;

/** What the policy servers of a namespace hold for a policy host. */
@FunctionalInterface
public interface ServedHosts {
    Optional<String> held(String namespace, String policyHost);
}
