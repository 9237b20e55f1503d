package io.mtasts.lab.fault;

import io.mtasts.lab.Domain;
import java.util.function.Consumer;

/**
 * What is wrong with the place from where a domain is looked at, so that nothing can be said of the domain. Whoever looks has to take
 * that place: {@link #PORT_25_CLOSED} and {@link #PORT_443_CLOSED} need a control host that does not answer either.
 */
@SuppressWarnings("ImmutableEnumChecker") // the functions have no state
public enum VantageFault implements Fault {
    PORT_25_CLOSED("Port25Unreachable", domain -> domain.mail().refuseConnections()),
    PORT_443_CLOSED("Port443Unreachable", domain -> domain.policyHost().down()),
    /** The address of the policy host is the cluster's own, and it does not answer from inside. */
    OWN_ADDRESS_SILENT("NoHairpin", domain -> domain.policyHost().down()),
    /** Nothing is wrong: somebody has asked for mail servers not to be looked at. */
    MX_LEFT_ALONE("Disabled", domain -> {}),
    /** Nothing is wrong: whoever looks connects to no mail server. */
    NO_SMTP("SMTPNotChecked", domain -> {});

    private final String reason;
    private final Consumer<Domain> spoiler;

    VantageFault(String reason, Consumer<Domain> spoiler) {
        this.reason = reason;
        this.spoiler = spoiler;
    }

    @Override
    public String reason() {
        return reason;
    }

    @Override
    public void spoil(Domain domain) {
        spoiler.accept(domain);
    }
}
