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
            "Ask this DNS resolver and no other; several are asked one after the other. Over TLS:"
                + " tls://HOST[:PORT][#NAME], whose certificate has to be for NAME, or else for HOST. \"system\":"
                + " those of the machine or the pod. Without it: the machine's for check; 1.1.1.1 and 9.9.9.9 for run,"
                + " since a cluster's own DNS often shows the inside."),
    CA(
            Scope.NETWORK,
            Form.ONE,
            "FILE",
            "",
            "Trust the certificate authorities of this PEM file, and no others. Without it: those of the Java"
                    + " runtime."),
    NO_SMTP(Scope.NETWORK, Form.SWITCH, "", "false", "Look mail servers up, and do not connect to them."),
    SMTP_CONTROL(
            Scope.NETWORK,
            Form.ONE,
            "HOST[:PORT]",
            "",
            "A mail server known to answer: tells a port 25 that is closed here from a mail server that is down."),
    HTTPS_CONTROL(
            Scope.NETWORK,
            Form.ONE,
            "HOST[:PORT]",
            "",
            "A web server known to answer: tells a port 443 that is closed here from a policy host that is down."),
    SMTP_PROXY(
            Scope.NETWORK,
            Form.ONE,
            "socks5|http://[USER:PASSWORD@]HOST[:PORT]",
            "",
            "Connect to mail servers through this proxy: SOCKS 5, or HTTP with CONNECT. Their names are resolved here,"
                    + " and which addresses may be contacted is judged here."),
    POLICY_PROXY(
            Scope.NETWORK,
            Form.ONE,
            "socks5|http://[USER:PASSWORD@]HOST[:PORT]",
            "",
            "Connect to policy hosts through this proxy, likewise."),
    ALLOW_NETWORK(
            Scope.NETWORK,
            Form.LIST,
            "CIDR",
            "",
            "Connect also to addresses of this range, although it is not global."),
    DENY_NETWORK(
            Scope.NETWORK,
            Form.LIST,
            "CIDR",
            "",
            "Never connect to addresses of this range, although it is global: for ranges of pods, services and nodes."),
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
            "Give one address so long for a whole conversation. Without it: 60 for a policy, and for SMTP 30 beside"
                    + " what the greeting may take."),
    EHLO_NAME(
            Scope.NETWORK,
            Form.ONE,
            "NAME|[ADDRESS]",
            "",
            "Call ourselves so in EHLO: a host name that leads to the address from which this connects, as many mail"
                    + " servers want it. Without it: the name of the machine or the pod where it leads to a public"
                    + " address, else the own address, such as [192.0.2.1]."),
    GREETING_TIMEOUT(
            Scope.NETWORK,
            Form.ONE,
            "TIME",
            "30s",
            "Wait so long for the greeting of a mail server, at most 5m: some let strangers wait. Other domains do not"
                    + " wait with it."),

    HTTPS_PORT(Scope.LAB, Form.ONE, "N", "443", "Port of policy hosts."),
    SMTP_PORT(Scope.LAB, Form.ONE, "N", "25", "Port of mail servers."),
    DNS_PORT(Scope.LAB, Form.ONE, "N", "53", "Port of the authoritative name servers of a domain."),
    ALLOW_PRIVATE_NETWORKS(
            Scope.LAB,
            Form.SWITCH,
            "",
            "false",
            "Connect also to addresses that are private, loopback or otherwise not global."),

    MINIMUM_INTERVAL(
            Scope.RUN, Form.ONE, "TIME", "1m", "Look at a domain at most so often, whatever its checks.interval says."),
    PROPAGATION(
            Scope.RUN,
            Form.ONE,
            "TIME",
            "2m",
            "A new policy is served so long, and seen three times, before its record is shown for publishing."),
    MX_CACHE(Scope.RUN, Form.ONE, "TIME", "1h", "Use what was seen of a mail server for so long, for all domains."),
    WATCH_NAMESPACES(
            Scope.RUN, Form.LIST, "NAMESPACE", "", "Look after the resources of these namespaces. Without it: of all."),
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
            "cert-manager issuer where neither the policy nor its server names one; KIND is ClusterIssuer unless"
                    + " given."),
    ALLOWED_ISSUERS(
            Scope.RUN,
            Form.LIST,
            "[KIND/]NAME",
            "",
            "Accept these issuers in resources, and no others. Without it: any."),
    DEFAULT_INGRESS_CLASS(
            Scope.RUN,
            Form.ONE,
            "CLASS",
            "",
            "IngressClass where a server names none. Without it: the cluster's default."),
    ALLOWED_ANNOTATIONS(
            Scope.RUN,
            Form.LIST,
            "KEY",
            "",
            "Keys that spec.exposure.ingress.annotations of a PolicyServer may have; a * at the end stands for any"
                    + " rest."),
    TENANCY_DOMAINS(
            Scope.RUN,
            Form.ONE,
            "Open|Granted",
            "Open",
            "Which domains the MailDomainPolicies of a namespace may have. Open: any, the first one has it. Granted:"
                    + " those that the annotation mtasts.io/domains of the Namespace names, separated by commas:"
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
            "Wait for at most so many new certificates at a time. Other domains queue, the oldest first; where domains"
                    + " are Granted, those of one namespace have at most half of it."),
    CERTIFICATES_NEW_PER_HOUR(
            Scope.RUN,
            Form.ONE,
            "N",
            "80",
            "Ask for at most so many new certificates in an hour, likewise. Renewals are cert-manager's and not"
                    + " counted."),
    UPDATE_SERVER(
            Scope.RUN,
            Form.LIST,
            "NAME=[ALGORITHM:]KEY@HOST[:PORT][/ZONE]",
            "",
            "A name server that takes dynamic updates (RFC 2136) over TCP, for spec.dns.updateServer: NAME. KEY is the"
                    + " name of the TSIG key, ALGORITHM hmac-sha256 unless given; without ZONE the server is asked in"
                    + " which of its zones a name is."),
    UPDATE_KEYS(
            Scope.RUN,
            Form.ONE,
            "DIRECTORY",
            "/etc/mta-sts/update-keys",
            "Where the file NAME has the secret of that server's key in base64, and nothing else. It is read anew for"
                    + " each update."),
    HEALTH_PORT(
            Scope.RUN,
            Form.ONE,
            "N",
            "0",
            "Answer probes at /livez and /readyz, and Prometheus at /metrics, over HTTP on this port. 0: nowhere."),
    DOMAIN_METRICS(
            Scope.RUN,
            Form.ONE,
            "true|false",
            "true",
            "Have metrics of each domain. false: only those whose number does not grow with the domains."),
    LEADER_ELECTION(
            Scope.RUN,
            Form.SWITCH,
            "",
            "false",
            "Act only while holding the Lease mta-sts-operator of the own namespace, so that several operators may"
                    + " run, of which one acts.");

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
