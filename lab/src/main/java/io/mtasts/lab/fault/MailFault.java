package io.mtasts.lab.fault;

import io.mtasts.lab.Domain;
import io.mtasts.lab.dns.Trouble;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** What can be wrong between the policy and the MX records, and with the names of the MX hosts. */
@SuppressWarnings("ImmutableEnumChecker") // the functions have no state
public enum MailFault implements Fault {
    MX_NOT_IN_POLICY("MXNotCovered", domain -> domain.mx(20, "mx2." + domain.name())),
    /** {@code *.example.com} does not cover {@code a.b.example.com}. */
    WILDCARD_ONE_LABEL_SHORT("MXNotCovered", domain -> {
        domain.zone().remove(domain.name(), "MX");
        domain.mx(10, "mx1.eu." + domain.name()).policy(Domain.enforce("*." + domain.name()));
    }),
    /** And it does not cover {@code example.com} itself. */
    WILDCARD_ONE_LABEL_LONG("MXNotCovered", domain -> {
        domain.zone().remove(domain.name(), "MX");
        domain.mx(10, domain.name()).policy(Domain.enforce("*." + domain.name()));
    }),
    PATTERN_WITHOUT_MX(
            "PatternUnused", domain -> domain.policy(Domain.enforce("mx1." + domain.name(), "*.old.example.com"))),
    NULL_MX("NullMX", domain -> domain.zone().set(domain.name(), "MX", "0 .")),
    WITHOUT_MX("NoMX", domain -> {
        domain.zone().remove(domain.name(), "MX");
        domain.world().mail(domain.name());
        domain.policy(Domain.enforce(domain.name()));
    }),
    MX_ALIAS("MXIsAlias", domain -> {
        domain.mail();
        domain.world().mail("real." + domain.name());
        domain.zone()
                .remove("mx1." + domain.name())
                .set("mx1." + domain.name(), "CNAME", "real." + domain.name() + ".");
        domain.world()
                .mail("real." + domain.name())
                .present((authority, host) -> authority.issue("mx1." + domain.name()));
    }),
    MX_IS_ADDRESS("MXUnresolvable", domain -> {
        domain.zone().add(domain.name(), "MX", "20 192.0.2.1.");
        domain.policy(Domain.enforce("mx1." + domain.name(), "192.0.2.1"));
    }),
    MX_NXDOMAIN("MXUnresolvable", domain -> domain.zone().remove("mx1." + domain.name())),
    MX_NODATA(
            "MXUnresolvable",
            domain -> domain.zone().remove("mx1." + domain.name()).txt("mx1." + domain.name(), "no address")),
    MX_ALIAS_LOOP(
            "MXUnresolvable",
            domain -> domain.zone()
                    .remove("mx1." + domain.name())
                    .set("mx1." + domain.name(), "CNAME", "mx1." + domain.name() + ".")),
    MX_LOOKUP_TIMEOUT(
            "DNSUnavailable", domain -> domain.world().dns().resolver().fail(domain.name(), "MX", Trouble.SILENT)),
    /** Packets to it are dropped. */
    MX_DROPS("MXUnreachable", domain -> {
        var mail = domain.mail().refuseConnections();
        domain.world().drop(mail.address(), mail.port());
    }),
    MX_SERVFAIL(
            "DNSUnavailable", domain -> domain.world().dns().resolver().fail(domain.name(), "MX", Trouble.SERVFAIL)),
    MX_ADDRESS_SERVFAIL(
            "DNSUnavailable",
            domain -> domain.world()
                    .dns()
                    .resolver()
                    .fail("mx1." + domain.name(), "A", Trouble.SERVFAIL)
                    .fail("mx1." + domain.name(), "AAAA", Trouble.SERVFAIL)),
    MX_PRIVATE("PrivateAddress", domain -> domain.zone().set("mx1." + domain.name(), "A", "192.168.1.25")),
    MX_MAPPED(
            "PrivateAddress",
            domain -> domain.zone()
                    .remove("mx1." + domain.name())
                    .set("mx1." + domain.name(), "AAAA", "64:ff9b::a0b:c0d")),
    /** More hosts than are probed; all of them are one machine. */
    FORTY_MX("TooManyMX", domain -> {
        var machine = domain.mail().address().getHostAddress();
        domain.policy(Domain.enforce("*." + domain.name()));
        IntStream.rangeClosed(2, 40)
                .forEach(n -> domain.zone()
                        .set("mx" + n + "." + domain.name(), "A", machine)
                        .add(domain.name(), "MX", 10 * n + " mx" + n + "." + domain.name() + "."));
        domain.mail().present((authority, host) -> authority.issue("*." + domain.name()));
    }),
    POLICY_UNAVAILABLE("PolicyUnavailable", domain -> domain.policyHost().down());

    private final String reason;
    private final Consumer<Domain> spoiler;

    MailFault(String reason, Consumer<Domain> spoiler) {
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
