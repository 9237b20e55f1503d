package io.mtasts.bench.check;

import io.mtasts.lab.Domain;
import io.mtasts.lab.ca.CertificateAuthority;
import io.mtasts.lab.ca.Identity;
import io.mtasts.lab.ca.KeyKind;
import io.mtasts.lab.dns.Dns;
import io.mtasts.lab.net.Loopback;
import io.mtasts.lab.smtp.MailServer;
import io.mtasts.lab.tls.Tls;
import io.mtasts.lab.web.Answer;
import io.mtasts.lab.web.Site;
import io.mtasts.lab.web.WebServer;
import java.net.InetAddress;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Thousands of domains without fault: each has a zone, a policy host and two mail servers, with an address of its own each, at the
 * ports that they have on the Internet. One listener a port takes what comes to any address, which is why this belongs into a
 * network namespace where nobody else is.
 */
final class Crowd implements AutoCloseable {
    /** TLS handshakes that looking at one domain takes: with its policy host and its mail servers. */
    static final int HANDSHAKES = 3;

    /**
     * Those that come to nothing: whether a mail server has a certificate of the other kind is asked, and since Java's TLS seems to
     * agree, tried. One of OpenSSL refuses when it is asked.
     */
    static final int REFUSED_HANDSHAKES = 4;

    private static final InetAddress EVERY_ADDRESS = Loopback.of("0.0.0.0");
    private static final int DNS = 53;
    private static final int HTTPS = 443;
    private static final int SMTP = 25;
    /** The first octet after 127 of the addresses; those below belong to the name servers. */
    private static final int FIRST_NETWORK = 16;

    private static final int HOSTS = 250;
    private static final int NETWORKS = 256;

    private final CertificateAuthority authority = CertificateAuthority.create("Lab", KeyKind.RSA, Clock.systemUTC());
    private final Identity unknown = authority.issue("unknown.lab.test");
    private final Map<String, Site> policyHosts = new HashMap<>();
    private final Map<String, Identity> mailServers = new HashMap<>();
    private final List<String> domains;
    private final Dns dns;
    private final WebServer web;
    private final MailServer mail;

    private Crowd(int count) {
        this.dns = Dns.start(DNS);
        this.domains = IntStream.range(0, count).mapToObj(this::domain).toList();
        var nobody = Site.of(Tls.present(unknown), Answer.status(404));
        this.web = WebServer.start(EVERY_ADDRESS, HTTPS, (name, _) -> policyHosts.getOrDefault(name, nobody));
        this.mail = MailServer.start("mail.lab.test", authority, EVERY_ADDRESS, SMTP)
                .handshake(new Tls.Present(name -> mailServers.getOrDefault(name, unknown)));
    }

    /** Starts the servers of so many domains. */
    static Crowd of(int count) {
        return new Crowd(count);
    }

    CertificateAuthority authority() {
        return authority;
    }

    /** The names of all domains. */
    List<String> domains() {
        return domains;
    }

    /** The recursive name server. */
    InetAddress resolver() {
        return dns.resolverAddress().getAddress();
    }

    /** The address of the {@code place}-th host of a domain: its policy host, its first, its second mail server. */
    static String address(int number, int place) {
        int n = number * HANDSHAKES + place;
        return "127.%d.%d.%d".formatted(FIRST_NETWORK + n / HOSTS / NETWORKS, n / HOSTS % NETWORKS, n % HOSTS + 1);
    }

    private String domain(int number) {
        var name = "d%d.crowd.test".formatted(number);
        var hosts = List.of("mta-sts." + name, "mx1." + name, "mx2." + name);
        var zone = dns.zone(name)
                .txt("_mta-sts." + name, "v=STSv1; id=1;")
                .txt("_smtp._tls." + name, "v=TLSRPTv1; rua=mailto:tls@" + name)
                .add(name, "MX", "10 " + hosts.get(1) + ".", "20 " + hosts.get(2) + ".");
        for (int place = 0; place < hosts.size(); place++) {
            zone.set(hosts.get(place), "A", address(number, place));
        }
        var identity = authority.issue(hosts.toArray(String[]::new));
        policyHosts.put(
                hosts.getFirst(),
                Site.of(Tls.present(identity), Answer.policy(Domain.enforce(hosts.get(1), hosts.get(2)))));
        mailServers.put(hosts.get(1), identity);
        mailServers.put(hosts.get(2), identity);
        return name;
    }

    @Override
    public void close() {
        mail.close();
        web.close();
        dns.close();
    }
}
