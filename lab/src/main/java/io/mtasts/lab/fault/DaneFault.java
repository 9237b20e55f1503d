package io.mtasts.lab.fault;

import io.mtasts.lab.Domain;
import io.mtasts.lab.dns.Trouble;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** What can be wrong with the TLSA records of a mail server, in a zone that counts as signed unless it says otherwise. */
@SuppressWarnings("ImmutableEnumChecker") // the functions have no state
public enum DaneFault implements Fault {
    TLSA_OF_ANOTHER_KEY("TLSAMismatch", domain -> domain.tlsa(key(1))),
    TLSA_WITHOUT_STARTTLS("TLSAWithoutTLS", domain -> {
        domain.tlsa(domain.pin());
        domain.mail().withoutStartTls();
        asksNothing(domain);
    }),
    TLSA_SERVFAIL("TLSAUnavailable", domain -> {
        domain.zone().sign();
        domain.world().dns().resolver().fail(domain.tlsaName(), "TLSA", Trouble.SERVFAIL);
    }),
    TLSA_ALIAS_LOOP(
            "TLSAUnavailable",
            domain -> domain.zone()
                    .sign()
                    .set(domain.tlsaName(), "CNAME", "tlsa." + domain.name() + ".")
                    .set("tlsa." + domain.name(), "CNAME", domain.tlsaName() + ".")),
    TLSA_OF_THE_WEB(
            "TLSANotUsable",
            domain -> domain.tlsa(domain.pin(), "1" + domain.pin().substring(1))),
    TLSA_OF_A_SILENT_SERVER("TLSANotCompared", domain -> {
        domain.tlsa(domain.pin());
        domain.mail().refuseConnections();
        asksNothing(domain);
    }),
    TLSA_A_HUNDRED(
            "TLSATooMany",
            domain ->
                    domain.tlsa(IntStream.range(0, 100).mapToObj(DaneFault::key).toArray(String[]::new))),
    TLSA_NOT_SIGNED("TLSANotSecure", domain -> domain.zone().set(domain.tlsaName(), "TLSA", key(1))),
    TLSA_SPARE_KEY("TLSASpareKey", domain -> domain.tlsa(domain.pin(), key(1))),
    TLSA_ONE_KEY("TLSARollover", domain -> domain.tlsa(domain.pin()));

    private final String reason;
    private final Consumer<Domain> spoiler;

    DaneFault(String reason, Consumer<Domain> spoiler) {
        this.reason = reason;
        this.spoiler = spoiler;
    }

    private static String key(int number) {
        return "3 1 1 %064x".formatted(number);
    }

    /** So that MTA-STS has nothing to say of the mail server. */
    private static void asksNothing(Domain domain) {
        domain.policy(Domain.policy("none", 604_800, "mx1." + domain.name()));
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
