package io.mtasts.lab;

import io.mtasts.lab.ca.CertificateAuthority;
import io.mtasts.lab.ca.Certificates;
import io.mtasts.lab.dns.Dns;
import io.mtasts.lab.dns.Zone;
import io.mtasts.lab.net.Deaf;
import io.mtasts.lab.net.Loopback;
import io.mtasts.lab.smtp.MailServer;
import io.mtasts.lab.tls.Tls;
import io.mtasts.lab.web.Answer;
import io.mtasts.lab.web.Site;
import io.mtasts.lab.web.Sites;
import io.mtasts.lab.web.WebServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The internet of a test: name servers, policy hosts and mail servers with real protocols on loopback (Linux, see
 * {@link Loopback}), under a private certificate authority, with ports that the kernel chooses. Every domain starts without
 * fault, and every fault can be switched on and off while the world runs.
 *
 * <pre>{@code
 * try (var world = World.start()) {
 *     world.domain("example.com").mx(10, "mx1.example.com").policy("version: STSv1\n…").record("v=STSv1; id=1;");
 *     world.mail("mx1.example.com").present(Certificates.expired());
 * }
 * }</pre>
 */
public final class World implements AutoCloseable {
    /** What a checker has to be allowed to contact, as CIDR. */
    public static final String ALLOWED_NETWORK = "127.0.0.0/8";

    /** As {@link #ALLOWED_NETWORK}, for the few servers that stand at the IPv6 loopback. */
    public static final String ALLOWED_IPV6_NETWORK = "::1/128";

    private static final InetAddress FRONT = Loopback.of("127.0.2.1");
    private static final int POLICY_HOSTS = 2;
    private static final int MAIL_SERVERS = 3;

    private final CertificateAuthority authority;
    private final Dns dns = Dns.start();
    private final WebServer web;
    private final MailServer control;
    private final Map<InetAddress, Sites> sitesAt = new ConcurrentHashMap<>();
    private final Map<String, PolicyHost> policyHosts = new ConcurrentHashMap<>();
    private final Map<String, Domain> domains = new ConcurrentHashMap<>();
    private final Map<String, List<MailServer>> mailServers = new ConcurrentHashMap<>();
    private final List<Deaf> deaf = new CopyOnWriteArrayList<>();
    private final AtomicInteger nextFront = new AtomicInteger(1);
    private final AtomicInteger nextMail = new AtomicInteger(1);

    private World(Clock clock) {
        this.authority = CertificateAuthority.create("Lab", clock);
        var unknown = new Site(
                Tls.present(Certificates.selfSigned().forHost(authority, "unknown.lab.test")),
                request -> Answer.status(404));
        this.web = WebServer.start(FRONT, (name, address) -> {
            var own = sitesAt.get(address);
            if (own != null) {
                return own.at(name, address);
            }
            var host = policyHosts.get(name);
            return host == null ? unknown : host.siteAt(address);
        });
        this.control = MailServer.start("control.lab.test", authority, Loopback.address(MAIL_SERVERS, 0), 0);
        address("control.lab.test", control.address());
    }

    /** A world without domains, whose certificates go by the system's clock. */
    public static World start() {
        return start(Clock.systemUTC());
    }

    /** A world without domains, whose certificates go by this clock. */
    public static World start(Clock clock) {
        return new World(clock);
    }

    public CertificateAuthority authority() {
        return authority;
    }

    public Dns dns() {
        return dns;
    }

    public WebServer web() {
        return web;
    }

    /** The recursive name server to ask. */
    public InetSocketAddress resolver() {
        return dns.resolverAddress();
    }

    /** The port of every name server, UDP and TCP. */
    public int dnsPort() {
        return dns.port();
    }

    /** The port of every policy host. */
    public int httpsPort() {
        return web.port();
    }

    /** The port of every mail server. */
    public int smtpPort() {
        return control.port();
    }

    /** A mail server without fault that belongs to no domain: shows whether mail servers can be reached at all. */
    public MailServer smtpControl() {
        return control;
    }

    /** The domain of this name, with an empty zone if it is new: no record, no policy host, no MX. */
    public Domain domain(String name) {
        return domains.computeIfAbsent(name, absent -> new Domain(absent, this));
    }

    /** The policy host of this name, started without fault, and without a policy, if it is new. */
    public PolicyHost policyHost(String name) {
        return policyHosts.computeIfAbsent(name, absent -> {
            address(absent, FRONT);
            return new PolicyHost(absent, this);
        });
    }

    /** Gives an address to somebody who serves sites of his own there, as the ingress controller of a cluster does. */
    public void serveAt(InetAddress address, Sites sites) {
        sitesAt.put(address, sites);
        web.listenAt(address);
    }

    /** Lets a port answer no attempt to connect, which has to be free: as behind a firewall that drops packets. */
    public void drop(InetAddress address, int port) {
        deaf.add(Deaf.at(address, port));
    }

    /** The first mail server of this host name, started without fault if there is none. */
    public MailServer mail(String host) {
        return mailAddresses(host).getFirst();
    }

    /** One more mail server of the same host name, at an address of its own. */
    public MailServer anotherMail(String host) {
        var servers = mailAddresses(host);
        var server = startMail(host);
        servers.add(server);
        dns.zoneOf(host).orElseThrow().add(host, "A", server.address().getHostAddress());
        return server;
    }

    /**
     * Starts the mail server of a host name that has an IPv6 address and no other. There can be one in a world, on a
     * machine with {@linkplain Loopback#hasIpv6() an IPv6 loopback}.
     */
    public MailServer ipv6Mail(String host) {
        var server = MailServer.start(host, authority, Loopback.IPV6, smtpPort());
        mailServers.put(host, new CopyOnWriteArrayList<>(List.of(server)));
        zoneFor(host).set(host, "AAAA", Loopback.IPV6.getHostAddress());
        return server;
    }

    /** All mail servers of a host name, one an address. */
    public List<MailServer> mails(String host) {
        return List.copyOf(mailAddresses(host));
    }

    private List<MailServer> mailAddresses(String host) {
        return mailServers.computeIfAbsent(host, absent -> {
            var server = startMail(absent);
            address(absent, server.address());
            return new CopyOnWriteArrayList<>(List.of(server));
        });
    }

    private MailServer startMail(String host) {
        var address = Loopback.address(MAIL_SERVERS, nextMail.getAndIncrement());
        return MailServer.start(host, authority, address, smtpPort());
    }

    /** An address for a policy host alone, where the web server listens. */
    InetAddress newFront() {
        var address = Loopback.address(POLICY_HOSTS, nextFront.getAndIncrement());
        web.listenAt(address);
        return address;
    }

    private void address(String host, InetAddress address) {
        zoneFor(host).set(host, "A", address.getHostAddress());
    }

    /** The zone that a host is in, made and named after the host's parent if there is none. */
    private Zone zoneFor(String host) {
        return dns.zoneOf(host).orElseGet(() -> dns.zone(host.substring(host.indexOf('.') + 1)));
    }

    @Override
    public void close() {
        dns.close();
        web.close();
        control.close();
        deaf.forEach(Deaf::close);
        mailServers.values().forEach(servers -> servers.forEach(MailServer::close));
    }
}
