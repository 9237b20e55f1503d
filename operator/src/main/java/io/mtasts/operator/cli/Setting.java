package io.mtasts.operator.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Every setting of {@code run}, and with it those of {@code check}: the one table that the flags, the environment variables, the
 * chart's values, the help and the documentation are made of.
 */
enum Setting {
    RESOLVER(
            Scope.NETWORK,
            Form.LIST,
            "HOST[:PORT]",
            "",
            "Use only this DNS resolver; several are asked in turn. Over TLS: tls://HOST[:PORT][#NAME], whose"
                    + " certificate has to be for NAME, or else for HOST. \"system\": those of the machine or the pod."
                    + " Default: the machine's for check; 1.1.1.1 and 9.9.9.9 for run, since a cluster's own DNS often"
                    + " gives internal addresses."),
    TRUST_AD(
            Scope.NETWORK,
            Form.SWITCH,
            "",
            "false",
            "Go by what the resolvers say of DNSSEC (the AD bit), on which DANE depends, although they are asked"
                + " without TLS over a network: only where nobody on the way can change it. At a loopback address and"
                + " over TLS it always counts."),
    CA(
            Scope.NETWORK,
            Form.ONE,
            "FILE",
            "",
            "Trust only the certificate authorities in this PEM file. Default: those that the container image"
                    + " brings, and outside of it those of the Java runtime."),
    NO_SMTP(Scope.NETWORK, Form.SWITCH, "", "false", "Look up mail servers, but do not connect to them."),
    SMTP_CONTROL(
            Scope.NETWORK,
            Form.ONE,
            "HOST[:PORT]",
            "",
            "A mail server known to answer: tells a blocked port 25 from a mail server that is down."),
    HTTPS_CONTROL(
            Scope.NETWORK,
            Form.ONE,
            "HOST[:PORT]",
            "",
            "A web server known to answer: tells a blocked port 443 from a policy host that is down."),
    SMTP_PROXY(
            Scope.NETWORK,
            Form.ONE,
            "socks5|http://[USER:PASSWORD@]HOST[:PORT]",
            "",
            "Connect to mail servers through this proxy: SOCKS 5, or HTTP with CONNECT. Names are still resolved here,"
                    + " and the rules for addresses still apply."),
    POLICY_PROXY(
            Scope.NETWORK,
            Form.ONE,
            "socks5|http://[USER:PASSWORD@]HOST[:PORT]",
            "",
            "Connect to policy hosts through this proxy, in the same way."),
    ALLOW_NETWORK(
            Scope.NETWORK,
            Form.LIST,
            "CIDR",
            "",
            "Also connect to addresses in this range, although it is not global."),
    DENY_NETWORK(
            Scope.NETWORK,
            Form.LIST,
            "CIDR",
            "",
            "Never connect to addresses in this range, although it is global: for ranges of pods, Services and nodes."),
    CONNECT_TO(
            Scope.NETWORK,
            Form.LIST,
            "HOST[:PORT]=HOST[:PORT]",
            "",
            "Make connections meant for the first place to the second. Names and certificates are judged as ever. For"
                    + " split-horizon DNS."),
    TIMEOUT(
            Scope.NETWORK,
            Form.ONE,
            "SECONDS",
            "",
            "Time limit for a whole conversation with one address. Default: 60 for a policy, and for SMTP 30 in"
                    + " addition to the time for the greeting."),
    EHLO_NAME(
            Scope.NETWORK,
            Form.ONE,
            "NAME|[ADDRESS]",
            "",
            "The name to send in EHLO: a host name that resolves to the address that connections come from, which many"
                    + " mail servers require. Default: the name of the machine or the pod if it resolves to a public"
                    + " address, else its own address, such as [192.0.2.1]."),
    GREETING_TIMEOUT(
            Scope.NETWORK,
            Form.ONE,
            "TIME",
            "30s",
            "Time limit for the greeting of a mail server, at most 5m: some make unknown clients wait. This does not"
                    + " delay other domains."),

    HTTPS_PORT(Scope.LAB, Form.ONE, "N", "443", "Port of policy hosts."),
    SMTP_PORT(Scope.LAB, Form.ONE, "N", "25", "Port of mail servers."),
    DNS_PORT(Scope.LAB, Form.ONE, "N", "53", "Port of the authoritative name servers of a domain."),
    ALLOW_PRIVATE_NETWORKS(
            Scope.LAB,
            Form.SWITCH,
            "",
            "false",
            "Also connect to addresses that are private, loopback or otherwise not global."),

    MINIMUM_INTERVAL(
            Scope.RUN,
            Form.ONE,
            "TIME",
            "1m",
            "Probe a domain no more often than this, whatever its checks.interval says."),
    PROPAGATION(
            Scope.RUN,
            Form.ONE,
            "TIME",
            "2m",
            "A new policy is served for this long, and seen three times, before its record is shown for publishing."),
    MX_CACHE(
            Scope.RUN, Form.ONE, "TIME", "1h", "Cache what was found at a mail server for this long, for all domains."),
    WATCH_NAMESPACES(
            Scope.RUN, Form.LIST, "NAMESPACE", "", "Manage the resources in these namespaces. Default: in all."),
    POLICY_SERVER_IMAGE(
            Scope.RUN,
            Form.ONE,
            "IMAGE",
            "nginxinc/nginx-unprivileged:1.28",
            "Image of the policy servers: an unprivileged nginx."),
    DEFAULT_ISSUER(
            Scope.RUN,
            Form.ONE,
            "[KIND/]NAME",
            "",
            "cert-manager issuer to use if neither the policy nor its server names one; KIND is ClusterIssuer unless"
                    + " given."),
    ALLOWED_ISSUERS(Scope.RUN, Form.LIST, "[KIND/]NAME", "", "Accept only these issuers in resources. Default: any."),
    DEFAULT_INGRESS_CLASS(
            Scope.RUN,
            Form.ONE,
            "CLASS",
            "",
            "IngressClass to use if a server names none. Default: the cluster's default."),
    ALLOWED_ANNOTATIONS(
            Scope.RUN,
            Form.LIST,
            "KEY",
            "",
            "Keys that spec.exposure.ingress.annotations of a PolicyServer may have; a * at the end matches any"
                    + " rest."),
    TENANCY_DOMAINS(
            Scope.RUN,
            Form.ONE,
            "Open|Granted",
            "Open",
            "Which domains the MailDomainPolicies of a namespace may have. Open: any, first come, first served."
                    + " Granted: those in the annotation mtasts.io/domains of the Namespace, separated by commas:"
                    + " example.com for itself, *.example.com for every name below it, * for all."),
    RETIREMENT_MAX_AGE(
            Scope.RUN,
            Form.ONE,
            "TIME",
            "24h",
            "max_age of the policy of mode none that is served while a domain retires."),
    CERTIFICATES_MAX_PENDING(
            Scope.RUN,
            Form.ONE,
            "N",
            "50",
            "At most this many new certificates may be pending at a time. Other domains queue, the oldest first; if"
                    + " domains are Granted, one namespace gets at most half of it."),
    CERTIFICATES_NEW_PER_HOUR(
            Scope.RUN,
            Form.ONE,
            "N",
            "80",
            "At most this many new certificates are requested in an hour, in the same way. Renewals are up to"
                    + " cert-manager and do not count."),
    UPDATE_SERVER(
            Scope.RUN,
            Form.LIST,
            "NAME=[ALGORITHM:]KEY@HOST[:PORT][/ZONE]",
            "",
            "A name server that accepts dynamic updates (RFC 2136) over TCP, for spec.dns.updateServer: NAME. KEY is"
                + " the name of the TSIG key, ALGORITHM is hmac-sha256 unless given; without ZONE the server is asked"
                + " which of its zones a name is in."),
    UPDATE_KEYS(
            Scope.RUN,
            Form.ONE,
            "DIRECTORY",
            "/etc/mta-sts/update-keys",
            "Directory in which the file NAME has the secret of that server's key in base64, and nothing else. It is"
                    + " read again for each update."),
    HEALTH_PORT(
            Scope.RUN,
            Form.ONE,
            "N",
            "0",
            "Serve probes at /livez and /readyz, and metrics for Prometheus at /metrics, over HTTP on this port. 0:"
                    + " none."),
    DOMAIN_METRICS(
            Scope.RUN,
            Form.ONE,
            "true|false",
            "true",
            "Provide metrics of each domain. false: only those whose number does not grow with the number of domains."),
    LEADER_ELECTION(
            Scope.RUN,
            Form.SWITCH,
            "",
            "false",
            "Work only while holding the Lease mta-sts-operator in its own namespace, so that several operators may"
                    + " run, of which one is the leader.");

    /** Who has the setting. */
    enum Scope {
        /** {@code check} and {@code run}. */
        NETWORK,
        /**
         * {@code check} and {@code run}, where a lab stands in for the internet: nobody else needs it, so neither help nor documentation
         * shows it.
         */
        LAB,
        /** {@code run} alone. */
        RUN
    }

    /** How its text is written. */
    enum Form {
        ONE,
        /** The flag may be repeated; everywhere commas separate. */
        LIST,
        /** A flag without a value, elsewhere {@code true} or {@code false}. */
        SWITCH
    }

    private final Scope scope;
    private final Form form;
    private final String label;
    private final String usual;
    private final String help;

    Setting(Scope scope, Form form, String label, String usual, String help) {
        this.scope = scope;
        this.form = form;
        this.label = label;
        this.usual = usual;
        this.help = help;
    }

    /** Those that {@code check} has too. */
    static List<Setting> network() {
        return Arrays.stream(values()).filter(one -> one.scope != Scope.RUN).toList();
    }

    Scope scope() {
        return scope;
    }

    /** {@code --mx-cache}. */
    String flag() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@code MTA_STS_MX_CACHE}. */
    String variable() {
        return "MTA_STS_" + name();
    }

    /** {@code mxCache}. */
    String chartValue() {
        return Pattern.compile("_(.)")
                .matcher(name().toLowerCase(Locale.ROOT))
                .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }

    Form form() {
        return form;
    }

    /** What stands for the value in the help. */
    String label() {
        return label;
    }

    /** What holds when nobody says otherwise; empty when the help says it in words. */
    String usual() {
        return usual;
    }

    /** One sentence or two. */
    String help() {
        return help;
    }
}
