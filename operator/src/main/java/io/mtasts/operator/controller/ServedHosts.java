package io.mtasts.operator.controller;

/** Which policy hosts the policy servers of a namespace hold a policy for. */
@FunctionalInterface
interface ServedHosts {
    boolean hold(String namespace, String policyHost);
}
