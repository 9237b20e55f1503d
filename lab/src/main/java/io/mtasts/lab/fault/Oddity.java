package io.mtasts.lab.fault;

import io.mtasts.lab.Domain;
import io.mtasts.lab.World;
import io.mtasts.lab.ca.Certificates;
import io.mtasts.lab.dns.Trouble;
import io.mtasts.lab.net.Loopback;
import io.mtasts.lab.smtp.Reply;
import io.mtasts.lab.web.Answer;
import java.util.Locale;
import java.util.function.Consumer;

/** Domains that are unusual and right: a checker should find no error in any of them. */
@SuppressWarnings("ImmutableEnumChecker") // the functions have no state
public enum Oddity {
    NOTHING_ODD(domain -> {}),
    /** RFC 8461 section 8.2: record and policy host are somebody else's, under the customer's names. */
    DELEGATED(domain -> {
        domain.world().domain("provider.test").record("v=STSv1; id=1;");
        domain.world().policyHost("mta-sts.provider.test");
        alias(domain, "_mta-sts." + domain.name(), "_mta-sts.provider.test.");
        alias(domain, "mta-sts." + domain.name(), "mta-sts.provider.test.");
    }),
    /** From alias to alias, and out of the zone. */
    ALIAS_CHAIN(domain -> {
        domain.world().domain("chain.test").record("v=STSv1; id=1;");
        alias(domain, "_mta-sts." + domain.name(), "one." + domain.name() + ".");
        alias(domain, "one." + domain.name(), "two." + domain.name() + ".");
        alias(domain, "two." + domain.name(), "_mta-sts.chain.test.");
    }),
    /** The resolver says that it has validated everything. */
    SIGNED(domain -> domain.zone().sign()),
    /** One of the domain's own servers does not have the zone: worth knowing, and no more. */
    LAME_NAME_SERVER(domain -> domain.world()
            .dns()
            .nameServer("ns2.lab.test")
            .fail("_mta-sts." + domain.name(), "TXT", Trouble.REFUSED)
            .fail(domain.name(), "MX", Trouble.REFUSED)),
    OTHER_TEXTS_BESIDE(domain -> domain.record("v=spf1 -all", "v=STSv1; id=1;", "hello")),
    RECORD_IN_PIECES(domain -> domain.zone().txtStrings("_mta-sts." + domain.name(), "v=STS", "v1; i", "d=1;")),
    RECORD_WITH_EXTENSIONS(domain -> domain.record("v=STSv1;id=1; note=" + "x".repeat(400) + ";")),
    RECORD_BY_TCP(
            domain -> domain.world().dns().resolver().fail("_mta-sts." + domain.name(), "TXT", Trouble.TRUNCATED)),
    POLICY_WITH_CRLF(
            domain -> domain.policy(Domain.enforce("mx1." + domain.name()).replace("\n", "\r\n"))),
    POLICY_WITHOUT_LAST_LINE_END(
            domain -> domain.policy(Domain.enforce("mx1." + domain.name()).stripTrailing())),
    POLICY_WITH_EXTENSIONS(domain -> domain.policy(Domain.enforce("mx1." + domain.name()) + "note: seen by nobody\n")),
    POLICY_WITH_CHARSET(domain -> domain.policyHost()
            .answer(Answer.policy(Domain.enforce("mx1." + domain.name()))
                    .header("Content-Type", "Text/Plain;charset=US-ASCII"))),
    MX_WARNS_OF_ITS_NAME(domain -> domain.mail().warnOfName()),
    UPPER_CASE_MX(domain ->
            domain.zone().set(domain.name(), "MX", "10 MX1." + domain.name().toUpperCase(Locale.ROOT) + ".")),
    WILDCARD_POLICY(domain -> domain.policy(Domain.enforce("*." + domain.name()))),
    HOST_WITH_WILDCARD_CERTIFICATE(domain -> domain.policyHost().present(Certificates.wildcard())),
    HOST_AT_THREE_ADDRESSES(domain -> domain.policyHost().addresses(3)),
    /** Senders go on to the next address: a warning at most. */
    ONE_HOST_ADDRESS_DOWN(domain -> {
        var addresses = domain.policyHost().addresses(2);
        domain.world().web().refuseAt(addresses.getLast());
    }),
    ONE_MX_ADDRESS_DOWN(
            domain -> domain.world().anotherMail("mx1." + domain.name()).refuseConnections()),
    /** Nolisting: the first mail server takes no connections, and senders go on to the second. */
    FIRST_MX_DOWN(domain -> {
        domain.mail().refuseConnections();
        domain.mx(20, "mx2." + domain.name()).policy(Domain.enforce("mx1." + domain.name(), "mx2." + domain.name()));
    }),
    /** The first mail server has no address any more. */
    FIRST_MX_GONE(domain -> {
        domain.zone().remove("mx1." + domain.name());
        domain.mx(20, "mx2." + domain.name()).policy(Domain.enforce("mx1." + domain.name(), "mx2." + domain.name()));
    }),
    /** Packets to its IPv6 address are dropped, and its IPv4 address answers. */
    HOST_SILENT_BY_IPV6(domain -> {
        domain.zone().set("mta-sts." + domain.name(), "AAAA", Loopback.IPV6.getHostAddress());
        dropByIpv6(domain, domain.world().httpsPort());
    }),
    MX_SILENT_BY_IPV6(domain -> {
        domain.zone().set("mx1." + domain.name(), "AAAA", Loopback.IPV6.getHostAddress());
        dropByIpv6(domain, domain.world().smtpPort());
    }),
    /** Nobody knows whether they have IPv6 addresses. */
    IPV6_LOOKUPS_FAIL(domain -> domain.world()
            .dns()
            .resolver()
            .fail("mta-sts." + domain.name(), "AAAA", Trouble.SERVFAIL)
            .fail("mx1." + domain.name(), "AAAA", Trouble.SERVFAIL)),
    MX_WITH_WILDCARD_CERTIFICATE(domain -> domain.mail().present(Certificates.wildcard())),
    MX_WITH_LONG_GREETING(
            domain -> domain.mail().greet(Reply.lines("220-mx1 greets you", "220-at length", "220 ESMTP"))),
    MX_WITH_LOWER_CASE_EXTENSIONS(
            domain -> domain.mail().answerEhlo(Reply.lines("250-mx1", "250-size 1000", "250 starttls")));

    private final Consumer<Domain> twist;

    Oddity(Consumer<Domain> twist) {
        this.twist = twist;
    }

    /** The unusual domain: {@code delegated.test} for {@code DELEGATED}. */
    public String domain() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".test";
    }

    /** Builds the unusual domain in a world. */
    public Domain in(World world) {
        var domain = world.domain(domain()).complete();
        twist.accept(domain);
        return domain;
    }

    /** Where there is no IPv6 loopback, nothing answers there either. */
    private static void dropByIpv6(Domain domain, int port) {
        if (Loopback.hasIpv6()) {
            domain.world().drop(Loopback.IPV6, port);
        }
    }

    private static void alias(Domain domain, String name, String target) {
        domain.zone().remove(name).set(name, "CNAME", target);
    }
}
