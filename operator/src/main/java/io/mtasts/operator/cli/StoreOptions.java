package io.mtasts.operator.cli;

import io.mtasts.reports.store.SqlReportStore;
import io.mtasts.reports.store.StoreAddress;
import io.mtasts.reports.store.StoreUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which store of reports, and how to get in. */
final class StoreOptions {
    private static final String STORE = "MTA_STS_STORE";
    private static final String PASSWORD_FILE = "MTA_STS_STORE_PASSWORD_FILE";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--store",
            paramLabel = "FILE|jdbc:postgresql:...",
            description = "Where reports are kept: a file, or a database of PostgreSQL, as in"
                    + " jdbc:postgresql://HOST/DATABASE, whose user is in PGUSER and password in PGPASSWORD. Or in the"
                    + " environment variable MTA_STS_STORE.")
    private String store = "";

    @Option(
            names = "--store-password-file",
            paramLabel = "FILE",
            description = "Read the password of the database from this file. Or MTA_STS_STORE_PASSWORD_FILE.")
    private String passwordFile = "";

    /** Of one that is there; for the caller to close. */
    SqlReportStore open(Map<String, String> environment) throws CannotRun {
        var address = address(environment);
        var missing = address.file().filter(file -> !Files.exists(file));
        if (missing.isPresent()) {
            throw wrong(
                    "There is no store %s: mta-sts-operator reports import makes one, and so does receive."
                            .formatted(address),
                    null);
        }
        return open(address);
    }

    /** Of one that is made where there is none; for the caller to close. */
    SqlReportStore make(Map<String, String> environment) throws CannotRun {
        return open(address(environment));
    }

    private static SqlReportStore open(StoreAddress address) throws CannotRun {
        try {
            return SqlReportStore.open(address);
        } catch (StoreUnavailable e) {
            throw cannot(e);
        }
    }

    /** As a sentence. */
    static CannotRun cannot(StoreUnavailable problem) {
        var clause = String.valueOf(problem.getMessage());
        return new CannotRun(Character.toUpperCase(clause.charAt(0)) + clause.substring(1) + ".", problem);
    }

    private StoreAddress address(Map<String, String> environment) {
        var text = store.isEmpty() ? environment.getOrDefault(STORE, "") : store;
        if (text.isEmpty()) {
            throw wrong(
                    "Which store is not said: use --store, for example --store reports.db, or set " + STORE + ".",
                    null);
        }
        try {
            return StoreAddress.of(text, set(environment, "PGUSER"), password(environment));
        } catch (InvalidPathException e) {
            throw wrong("--store: \"%s\" is not the name of a file.".formatted(text), e);
        } catch (IllegalArgumentException e) {
            throw wrong("--store: " + e.getMessage() + ".", e);
        }
    }

    private Optional<String> password(Map<String, String> environment) {
        var file = passwordFile.isEmpty() ? environment.getOrDefault(PASSWORD_FILE, "") : passwordFile;
        if (file.isEmpty()) {
            return set(environment, "PGPASSWORD");
        }
        try {
            return Optional.of(Files.readString(Path.of(file)).stripTrailing());
        } catch (IOException | InvalidPathException e) {
            throw wrong("--store-password-file: %s cannot be read: %s.".formatted(file, e.getMessage()), e);
        }
    }

    private static Optional<String> set(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    private ParameterException wrong(String message, @Nullable Throwable cause) {
        return new ParameterException(spec.commandLine(), message, cause);
    }
}
