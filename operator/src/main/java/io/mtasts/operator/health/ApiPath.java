package io.mtasts.operator.health;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request to the API server is about.
 *
 * @param group empty for the core group
 * @param namespace empty for all of them, and for kinds without one
 * @param plural of the kind, {@code ingresses}
 * @param name empty for a collection
 * @param subresource empty for none
 */
record ApiPath(String group, String namespace, String plural, String name, String subresource) {
    private static final Pattern OF_RESOURCES = Pattern.compile("(?:/api|/apis/(?<group>[^/]+))/v[0-9][^/]*"
            + "(?:/namespaces/(?<namespace>[^/]+)(?=/))?"
            + "/(?<plural>[^/]+)(?:/(?<name>[^/]+))?(?:/(?<sub>[^/]+))?");

    /** Empty for what is not about resources, as discovery. */
    static Optional<ApiPath> of(String path) {
        var found = OF_RESOURCES.matcher(path);
        return found.matches()
                ? Optional.of(new ApiPath(
                        text(found.group("group")),
                        text(found.group("namespace")),
                        text(found.group("plural")),
                        text(found.group("name")),
                        text(found.group("sub"))))
                : Optional.empty();
    }

    private static String text(@Nullable String group) {
        return group == null ? "" : group;
    }

    /** As RBAC writes it: {@code maildomainpolicies/status}. */
    String kind() {
        return subresource.isEmpty() ? plural : plural + "/" + subresource;
    }

    /** As kubectl writes it: {@code ingresses.networking.k8s.io}. */
    String resource() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    boolean collection() {
        return name.isEmpty();
    }
}
