package io.mtasts.operator.health;

/**
 * What RBAC may allow or not.
 *
 * @param verb {@code list} or {@code watch}
 * @param resource {@code ingresses.networking.k8s.io}
 * @param namespace empty for all of them, and for kinds without one
 */
record Right(String verb, String resource, String namespace) implements Comparable<Right> {
    /** {@code watch ingresses.networking.k8s.io in namespace mail}. */
    @Override
    public String toString() {
        return "%s %s%s".formatted(verb, resource, namespace.isEmpty() ? "" : " in namespace " + namespace);
    }

    @Override
    public int compareTo(Right other) {
        return toString().compareTo(other.toString());
    }
}
