package io.mtasts.lab.fault;

import io.mtasts.lab.Domain;
import io.mtasts.lab.ca.Certificates;
import io.mtasts.lab.dns.Trouble;
import io.mtasts.lab.tls.Tls;
import java.time.Duration;
import java.util.function.Consumer;

/** What can be wrong with a policy host before it answers: its name, its addresses, its TLS. */
@SuppressWarnings("ImmutableEnumChecker") // the functions have no state
public enum PolicyHostFault implements Fault {
    HOST_NXDOMAIN("PolicyHostUnresolvable", domain -> domain.zone().remove(host(domain))),
    HOST_NODATA(
            "PolicyHostUnresolvable",
            domain -> domain.zone().remove(host(domain)).txt(host(domain), "no address")),
    HOST_ALIAS_LOOP(
            "PolicyHostUnresolvable",
            domain -> domain.zone()
                    .remove(host(domain))
                    .set(host(domain), "CNAME", "loop." + domain.name() + ".")
                    .set("loop." + domain.name(), "CNAME", host(domain) + ".")),
    HOST_ALIAS_TO_NOWHERE(
            "PolicyHostUnresolvable",
            domain -> domain.zone().remove(host(domain)).set(host(domain), "CNAME", "gone." + domain.name() + ".")),
    HOST_LOOKUP_TIMEOUT(
            "DNSUnavailable",
            domain -> domain.world()
                    .dns()
                    .resolver()
                    .fail(host(domain), "A", Trouble.SILENT)
                    .fail(host(domain), "AAAA", Trouble.SILENT)),
    HOST_SERVFAIL(
            "DNSUnavailable",
            domain -> domain.world()
                    .dns()
                    .resolver()
                    .fail(host(domain), "A", Trouble.SERVFAIL)
                    .fail(host(domain), "AAAA", Trouble.SERVFAIL)),
    /** Of the CAA records at the domain itself. */
    CAA_SERVFAIL(
            "DNSUnavailable", domain -> domain.world().dns().resolver().fail(domain.name(), "CAA", Trouble.SERVFAIL)),
    CAA_FORBIDS("CAAForbids", domain -> domain.zone().set(domain.name(), "CAA", "0 issue \";\"")),
    HOST_DOWN("PolicyHostUnreachable", domain -> domain.policyHost().down()),
    /** Packets to it are dropped. */
    HOST_DROPS("PolicyHostUnreachable", domain -> {
        var address = domain.policyHost().addresses(1).getFirst();
        domain.world().web().refuseAt(address);
        domain.world().drop(address, domain.world().httpsPort());
    }),
    /** Only some of them are asked. */
    HOST_AT_TWELVE_ADDRESSES("TooManyAddresses", domain -> domain.policyHost().addresses(12)),
    HOST_PRIVATE("PrivateAddress", domain -> domain.zone().set(host(domain), "A", "10.11.12.13")),
    HOST_LINK_LOCAL("PrivateAddress", domain -> domain.zone().set(host(domain), "A", "169.254.169.254")),
    HOST_ALERT("PolicyHostTLSFailed", domain -> handshake(domain, Tls.Alert.HANDSHAKE_FAILURE)),
    HOST_TLS_1_1("PolicyHostTLSFailed", domain -> handshake(domain, new Tls.Tls11())),
    HOST_KNOWS_NO_VERSION("PolicyHostTLSFailed", domain -> handshake(domain, Tls.Alert.PROTOCOL_VERSION)),
    HOST_KNOWS_NO_NAME("PolicyHostTLSFailed", domain -> handshake(domain, Tls.Alert.UNRECOGNIZED_NAME)),
    HOST_PLAIN_HTTP(
            "PolicyHostTLSFailed",
            domain -> handshake(
                    domain,
                    new Tls.PlainText(
                            "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\nThis port speaks HTTP\r\n"))),
    HOST_CLOSES("PolicyHostTLSFailed", domain -> handshake(domain, new Tls.HangUp())),
    /** Megabytes of certificates. */
    HOST_CERTIFICATE_BOMB("PolicyHostTLSFailed", domain -> present(domain, Certificates.bomb(30, 2_000))),
    HOST_MUTE("PolicyTimeout", domain -> handshake(domain, new Tls.Silent())),
    HOST_SELF_SIGNED("PolicyHostUntrusted", domain -> present(domain, Certificates.selfSigned())),
    HOST_UNTRUSTED("PolicyHostUntrusted", domain -> present(domain, Certificates.untrusted())),
    HOST_WITHOUT_INTERMEDIATE("PolicyHostUntrusted", domain -> present(domain, Certificates.withoutIntermediate())),
    HOST_WITHOUT_UPPER_INTERMEDIATE(
            "PolicyHostUntrusted", domain -> present(domain, Certificates.withoutUpperIntermediate())),
    /** The certificate of the domain, and not of its policy host. */
    HOST_WRONG_NAME("PolicyHostNameMismatch", domain -> present(domain, Certificates.named(domain.name()))),
    HOST_COMMON_NAME_ONLY("PolicyHostNameMismatch", domain -> present(domain, Certificates.commonNameOnly())),
    HOST_PARTIAL_WILDCARD("PolicyHostNameMismatch", domain -> present(domain, Certificates.partialWildcard())),
    HOST_WILDCARD_TOO_HIGH("PolicyHostNameMismatch", domain -> present(domain, Certificates.wildcardTooHigh())),
    HOST_EXPIRED("PolicyHostExpired", domain -> present(domain, Certificates.expired())),
    /** A good address beside it does not help: some senders meet the other one. */
    HOST_EXPIRED_AT_ONE_ADDRESS("PolicyHostExpired", domain -> {
        var policyHost = domain.policyHost();
        var expired = Certificates.expired().forHost(domain.world().authority(), host(domain));
        policyHost.handshakeAt(policyHost.addresses(2).getLast(), Tls.present(expired));
    }),
    HOST_NOT_YET_VALID("PolicyHostExpired", domain -> present(domain, Certificates.notYetValid())),
    HOST_EXPIRES_SOON("CertificateExpiring", domain -> present(domain, Certificates.expiresIn(Duration.ofDays(5))));

    private static String host(Domain domain) {
        return "mta-sts." + domain.name();
    }

    private static void handshake(Domain domain, Tls tls) {
        domain.policyHost().handshake(tls);
    }

    private static void present(Domain domain, Certificates kind) {
        domain.policyHost().present(kind);
    }

    private final String reason;
    private final Consumer<Domain> spoiler;

    PolicyHostFault(String reason, Consumer<Domain> spoiler) {
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
