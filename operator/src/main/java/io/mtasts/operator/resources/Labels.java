package io.mtasts.operator.resources;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;

/** The labels of children, and the field manager under which they are applied. */
public final class Labels {
    /** Under this name the API server remembers which fields are ours. */
    public static final String FIELD_MANAGER = "mta-sts-operator";

    public static final String NAME = "app.kubernetes.io/name";
    public static final String INSTANCE = "app.kubernetes.io/instance";
    public static final String COMPONENT = "app.kubernetes.io/component";
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

    /** On a PolicyServer that nobody wrote: the operator made it, and may remove it. */
    public static final String CREATED_ON_DEMAND = "mtasts.io/created-on-demand";

    /** Selects every child, and nothing else. */
    public static final String CHILDREN = MANAGED_BY + "=" + FIELD_MANAGER;

    private static final String MTA_STS = "mta-sts";

    private Labels() {}

    /** What children of that owner carry. */
    static Map<String, String> of(HasMetadata owner, Component component) {
        return Map.of(NAME, MTA_STS, INSTANCE, instance(owner), COMPONENT, component.label, MANAGED_BY, FIELD_MANAGER);
    }

    /** What selects the pods of a policy server: never changes, as a Deployment's selector cannot. */
    static Map<String, String> selector(HasMetadata server) {
        return Map.of(NAME, MTA_STS, INSTANCE, instance(server), COMPONENT, Component.POLICY_SERVER.label);
    }

    private static String instance(HasMetadata owner) {
        return ChildName.fitting(owner.getMetadata().getName(), "");
    }

    /** What a child is a part of. */
    enum Component {
        /** The web server that the domains of a namespace share. */
        POLICY_SERVER("policy-server"),
        /** What makes {@code mta-sts.<domain>} of one domain lead to it. */
        POLICY_HOST("policy-host");

        private final String label;

        Component(String label) {
            this.label = label;
        }
    }
}
