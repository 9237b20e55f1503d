package io.mtasts.operator.cli;

import io.mtasts.api.v1alpha1.IssuerRef;
import io.mtasts.observe.dns.ResolverAddress;
import io.mtasts.operator.publish.UpdateServer;
import io.mtasts.operator.settings.RunSettings;
import io.mtasts.operator.settings.Tenancy;
import io.mtasts.report.ExitStatus;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the controllers until the process is told to end. */
@Command(
        description = "Run the operator against the cluster of the kubeconfig, or of the pod.",
        sortOptions = false,
        abbreviateSynopsis = true,
        footer = {
            "",
            "Each option may also be given as an environment variable: --mx-cache 10m as MTA_STS_MX_CACHE=10m, a"
                    + " switch as true or false, several values separated by commas. The option takes precedence.",
            "TIME is written like 90s, 2m or 1h30m.",
            "Environment variables for the log: MTA_STS_LOG_LEVEL (INFO), MTA_STS_LOG_LEVEL_LIBRARIES (WARN),"
                    + " MTA_STS_LOG_FORMAT (text; json in the container image).",
            "",
            "Examples:",
            "  mta-sts-operator run --default-issuer letsencrypt",
            "  mta-sts-operator run --watch-namespaces mail,shop --resolver 192.0.2.53",
        })
final class RunCommand implements Callable<Integer> {
    private static final List<ResolverAddress> PUBLIC_RESOLVERS =
            List.of(ResolverAddress.parse("1.1.1.1"), ResolverAddress.parse("9.9.9.9"));

    private static final String LOG_FORMAT = "MTA_STS_LOG_FORMAT";

    private final Program program;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private RunCommand(Program program) {
        this.program = program;
    }

    static CommandLine line(Program program) {
        var line = new CommandLine(new RunCommand(program));
        SettingOptions.add(line.getCommandSpec(), Arrays.asList(Setting.values()));
        return line;
    }

    @Override
    public Integer call() throws Exception {
        refuseUnknownLogFormat();
        var values = new SettingValues(spec.commandLine().getParseResult(), program.environment());
        var settings = settings(values);
        program.operators().run(settings);
        return ExitStatus.GOOD;
    }

    static RunSettings settings(SettingValues values) {
        return new RunSettings(
                new NetworkSettings(values)
                        .observer(PUBLIC_RESOLVERS)
                        .mxCache(values.time(Setting.MX_CACHE))
                        .build(),
                !values.on(Setting.NO_SMTP),
                values.time(Setting.MINIMUM_INTERVAL),
                values.time(Setting.PROPAGATION),
                values.time(Setting.RETIREMENT_MAX_AGE),
                values.parsed(Setting.DEFAULT_ISSUER, RunCommand::issuer),
                values.list(Setting.ALLOWED_ISSUERS, RunCommand::issuer),
                values.text(Setting.POLICY_SERVER_IMAGE).orElseThrow(),
                values.list(Setting.WATCH_NAMESPACES, RunCommand::namespace),
                values.number(Setting.CERTIFICATES_MAX_PENDING, 1, 10_000),
                values.number(Setting.CERTIFICATES_NEW_PER_HOUR, 1, 10_000),
                values.text(Setting.DEFAULT_INGRESS_CLASS),
                values.list(Setting.ALLOWED_ANNOTATIONS, Function.identity()),
                healthPort(values),
                values.on(Setting.DOMAIN_METRICS),
                values.parsed(Setting.TENANCY_DOMAINS, Tenancy::parse).orElseThrow(),
                updateServers(values),
                values.on(Setting.LEADER_ELECTION));
    }

    private static List<UpdateServer> updateServers(SettingValues values) {
        var keys = values.parsed(Setting.UPDATE_KEYS, RunCommand::directory).orElseThrow();
        var names = new HashSet<String>();
        return values.list(Setting.UPDATE_SERVER, text -> {
            var server = UpdateServer.parse(text, keys);
            if (!names.add(server.name())) {
                throw new IllegalArgumentException("is the second one with the name " + server.name() + ".");
            }
            return server;
        });
    }

    private static Path directory(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("is a directory", e);
        }
    }

    private static OptionalInt healthPort(SettingValues values) {
        int port = values.number(Setting.HEALTH_PORT, 0, 65_535);
        return port == 0 ? OptionalInt.empty() : OptionalInt.of(port);
    }

    /** There would be no log to say it in. */
    private void refuseUnknownLogFormat() {
        var format = program.environment().getOrDefault(LOG_FORMAT, "text");
        if (!Set.of("text", "json").contains(format)) {
            throw new ParameterException(
                    spec.commandLine(), "%s is text or json, not \"%s\"".formatted(LOG_FORMAT, format));
        }
    }

    private static IssuerRef issuer(String text) {
        int slash = text.indexOf('/');
        var kind = slash < 0 ? "ClusterIssuer" : text.substring(0, slash);
        var name = text.substring(slash + 1);
        if (!kind.matches("[A-Za-z][A-Za-z0-9]*") || !name.matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?")) {
            throw new IllegalArgumentException(
                    "is the name of an issuer, for example letsencrypt or Issuer/letsencrypt");
        }
        return new IssuerRef(name, kind, null);
    }

    static String namespace(String text) {
        if (!text.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")) {
            throw new IllegalArgumentException("is a list of namespaces, for example mail,shop");
        }
        return text;
    }
}
