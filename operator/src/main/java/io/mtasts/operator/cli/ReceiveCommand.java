package io.mtasts.operator.cli;

import io.mtasts.observe.net.HostPort;
import io.mtasts.report.ExitStatus;
import io.mtasts.reports.admission.IntakeLimits;
import io.mtasts.reports.admission.OurDomain;
import io.mtasts.reports.admission.TrustedSubmitters;
import io.mtasts.reports.post.TlsFiles;
import io.mtasts.reports.receiver.Receiver;
import io.mtasts.reports.receiver.ReceiverSettings;
import io.mtasts.reports.smtp.MailLimit;
import io.mtasts.reports.store.StoreUnavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Takes reports in until the process is told to end. */
@Command(
        description = {
            "Take TLS reports in by mail and by POST, verify them, and keep them in a store.",
            "",
            "Mail comes over SMTP or LMTP from the mail server of the domain, which is answered once the report is",
            "stored. At least one of --smtp, --lmtp, --http and --https is needed."
        },
        sortOptions = false,
        abbreviateSynopsis = true,
        footer = {
            "",
            "Each option may also be given as an environment variable: --lmtp HOST:PORT as MTA_STS_LMTP=HOST:PORT,"
                    + " several values separated by commas. The option takes precedence.",
            "SIGTERM ends it: mails that are under way are still taken.",
            "",
            "Examples:",
            "  mta-sts-operator receive --store reports.db --lmtp 127.0.0.1:2424 --domain example.com",
            "  mta-sts-operator receive --store reports.db --https 0.0.0.0:443 --tls-cert tls.crt --tls-key tls.key"
                    + " --domain example.com=TOKEN",
        })
final class ReceiveCommand implements Callable<Integer> {
    private static final int NO_PORT = 0;

    private final Program program;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Option(
            names = "--smtp",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:MTA_STS_SMTP:-}",
            description = "Take mail over SMTP here.")
    private String smtp = "";

    @Option(
            names = "--lmtp",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:MTA_STS_LMTP:-}",
            description = "Take mail over LMTP here, for example from Postfix with"
                    + " transport_maps = inline:{tlsrpt@example.com=lmtp:[127.0.0.1]:2424}.")
    private String lmtp = "";

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:MTA_STS_HTTP:-}",
            description = "Take reports by POST at /v1/tlsrpt/TOKEN here, where something in front ends TLS.")
    private String http = "";

    @Option(
            names = "--https",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:MTA_STS_HTTPS:-}",
            description = "The same over TLS, with --tls-cert and --tls-key.")
    private String https = "";

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            defaultValue = "${env:MTA_STS_TLS_CERT:-}",
            description = "Certificate chain in PEM, the server's own first. Read again when it changes.")
    private String certificate = "";

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            defaultValue = "${env:MTA_STS_TLS_KEY:-}",
            description = "Its private key in PEM. Read again when it changes.")
    private String key = "";

    @Option(
            names = "--internal",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:MTA_STS_INTERNAL:-}",
            description =
                    "Answer the operator at /v1/domains, and probes and Prometheus at /livez, /readyz and /metrics"
                            + " here. Nobody else should reach it.")
    private String internal = "";

    @Option(
            names = "--domain",
            paramLabel = "DOMAIN[=TOKEN]",
            split = ",",
            defaultValue = "${env:MTA_STS_DOMAIN:-}",
            description =
                    "Take reports for this domain, and by POST at /v1/tlsrpt/TOKEN. Without --domain and --domains"
                            + " the operator says which, over --internal.")
    private List<String> domains = new ArrayList<>();

    @Option(
            names = "--domains",
            paramLabel = "FILE|-",
            defaultValue = "${env:MTA_STS_DOMAINS:-}",
            description = "Also take reports for the domains in this file, one per line. Text after a # is ignored.")
    private String file = "";

    @Option(
            names = "--mx",
            paramLabel = "HOST",
            split = ",",
            defaultValue = "${env:MTA_STS_MX:-}",
            description =
                    "Also take reports about this mail server of ours. Hosts below a domain of ours need no" + " --mx.")
    private List<String> mxHosts = new ArrayList<>();

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            split = ",",
            defaultValue = "${env:MTA_STS_ADDRESS:-}",
            description = "Take mail at this address. Default: tlsrpt at each domain.")
    private List<String> addresses = new ArrayList<>();

    @Option(
            names = "--trusted-submitter",
            paramLabel = "DOMAIN",
            split = ",",
            defaultValue = "${env:MTA_STS_TRUSTED_SUBMITTER:-}",
            description = "Reports that this domain, or one below it, has signed are evidence; all others inform."
                    + " Default: google.com, microsoft.com and yahooinc.com. Name none under which strangers have"
                    + " mailboxes: their mail is signed too.")
    private List<String> trusted = new ArrayList<>();

    @Option(
            names = "--authserv-id",
            paramLabel = "NAME",
            defaultValue = "${env:MTA_STS_AUTHSERV_ID:-}",
            description = "Believe the topmost Authentication-Results of this name where we cannot verify a signature"
                + " ourselves, such as Ed25519. Only where mail comes from that server, which removes such fields of"
                + " others.")
    private String authservId = "";

    private ReceiveCommand(Program program) {
        this.program = program;
    }

    static CommandLine line(Program program) {
        var line = new CommandLine(new ReceiveCommand(program));
        SettingOptions.add(line.getCommandSpec(), List.of(Setting.RESOLVER, Setting.TRUST_AD, Setting.CA));
        return line;
    }

    @Override
    public Integer call() throws CannotRun {
        var settings = settings();
        var ended = new CompletableFuture<Void>();
        var closed = new CompletableFuture<Void>();
        var stop = Thread.ofPlatform().name("stop").unstarted(() -> {
            ended.complete(null);
            closed.join();
        });
        try (var open = store.make(program.environment());
                var _ = Receiver.start(settings, open, program.clock())) {
            Runtime.getRuntime().addShutdownHook(stop);
            ended.join();
        } catch (IOException e) {
            throw new CannotRun(e.getMessage() + ".", e);
        } catch (StoreUnavailable e) {
            throw StoreOptions.cannot(e);
        } finally {
            closed.complete(null);
        }
        return ExitStatus.GOOD;
    }

    private ReceiverSettings settings() throws CannotRun {
        if (Stream.of(smtp, lmtp, http, https).allMatch(String::isEmpty)) {
            throw wrong("No door is open: use --lmtp, --smtp, --https or --http, for example --lmtp 127.0.0.1:2424.");
        }
        var list = domains();
        if (list.isEmpty() && internal.isEmpty()) {
            throw wrong(
                    "Nobody says for which domains reports are taken: use --domain or --domains, or --internal, where"
                            + " the operator says it.");
        }
        var values = new SettingValues(spec.commandLine().getParseResult(), program.environment());
        return new ReceiverSettings(
                address("--smtp", smtp),
                address("--lmtp", lmtp),
                address("--http", http),
                address("--https", https),
                address("--internal", internal),
                tls(),
                hostName(),
                given(addresses),
                Optional.of(authservId).filter(id -> !id.isEmpty()),
                given(trusted).isEmpty() ? TrustedSubmitters.USUAL : new TrustedSubmitters(given(trusted)),
                list.isEmpty() ? Optional.empty() : Optional.of(list),
                new NetworkSettings(values).observer(List.of()).build(),
                IntakeLimits.USUAL,
                MailLimit.USUAL);
    }

    /** An environment variable that is not set is one empty text to picocli. */
    private static List<String> given(List<String> texts) {
        return texts.stream().map(String::trim).filter(text -> !text.isEmpty()).toList();
    }

    private List<OurDomain> domains() {
        if (given(domains).isEmpty() && file.isEmpty()) {
            return List.of();
        }
        var names = new DomainList(program.terminal(), spec);
        given(domains).forEach(text -> names.add(text.split("=", 2)[0]));
        if (!file.isEmpty()) {
            names.addAll(file);
        }
        return names.domains().stream()
                .map(name -> new OurDomain(name, given(mxHosts), tokens(name)))
                .toList();
    }

    private List<String> tokens(String name) {
        return given(domains).stream()
                .map(text -> text.split("=", 2))
                .filter(parts ->
                        parts.length == 2 && DomainName.parse(parts[0]).text().equals(name))
                .map(parts -> token(parts[1]))
                .toList();
    }

    private String token(String text) {
        if (!text.matches("[A-Za-z0-9_-]{1,128}")) {
            throw wrong("--domain: a token has letters, digits, _ and -, at most 128 of them: " + text);
        }
        return text;
    }

    private Optional<TlsFiles> tls() throws CannotRun {
        if (https.isEmpty()) {
            return Optional.empty();
        }
        if (certificate.isEmpty() || key.isEmpty()) {
            throw wrong("--https needs --tls-cert and --tls-key.");
        }
        try {
            return Optional.of(TlsFiles.of(Path.of(certificate), Path.of(key)));
        } catch (InvalidPathException | IOException e) {
            throw new CannotRun("--tls-cert, --tls-key: " + e.getMessage() + ".", e);
        }
    }

    private Optional<InetSocketAddress> address(String option, String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            var place = HostPort.parse(text, NO_PORT);
            if (place.port() == NO_PORT) {
                throw new IllegalArgumentException("\"%s\" has no port: write HOST:PORT.".formatted(text));
            }
            var address = new InetSocketAddress(place.host(), place.port());
            if (address.isUnresolved()) {
                throw new IllegalArgumentException("\"%s\" has no address.".formatted(place.host()));
            }
            return Optional.of(address);
        } catch (IllegalArgumentException e) {
            throw wrong("%s: %s".formatted(option, e.getMessage()));
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
