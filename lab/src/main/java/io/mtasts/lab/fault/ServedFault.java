package io.mtasts.lab.fault;

import io.mtasts.lab.Domain;
import java.util.function.Consumer;

/**
 * What is only wrong because somebody serves the domain and expects something else of it: another id than {@code 1}, another policy,
 * reports to another address. Whoever looks has to expect that.
 */
@SuppressWarnings("ImmutableEnumChecker") // the functions have no state
public enum ServedFault implements Fault {
    RECORD_OF_EARLIER_POLICY("RecordStale", domain -> {}),
    OTHER_POLICY_THAN_SERVED(
            "PolicyDiffers", domain -> domain.policy(Domain.policy("testing", 604_800, "mx1." + domain.name()))),
    OTHER_POLICY_THAN_WANTED(
            "PolicyDiffers", domain -> domain.policy(Domain.policy("enforce", 86_400, "mx1." + domain.name()))),
    REPORTING_ELSEWHERE(
            "TLSReportingElsewhere", domain -> domain.tlsReporting("v=TLSRPTv1; rua=mailto:other@example.com")),
    REPORTING_ASKED_FOR_AND_MISSING(
            "TLSReportingMissing", domain -> domain.zone().remove("_smtp._tls." + domain.name(), "TXT"));

    private final String reason;
    private final Consumer<Domain> spoiler;

    ServedFault(String reason, Consumer<Domain> spoiler) {
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
