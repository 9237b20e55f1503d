package io.mtasts.operator.cli;

import io.mtasts.tlsrpt.TlsReportParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Reads a file, or standard input for {@code -}; what cannot be read is wrong usage. */
record Input(Terminal terminal, CommandSpec command) {

    /** One byte more than any parser takes is enough to know that it is too much. */
    byte[] read(String fileOrDash) {
        return read(fileOrDash, TlsReportParser.READ_LIMIT + 1);
    }

    /** The whole, or so many bytes of it. */
    byte[] read(String fileOrDash, int most) {
        try (var in = open(fileOrDash)) {
            return in.readNBytes(most);
        } catch (NoSuchFileException e) {
            throw problem(fileOrDash + " cannot be read: there is no such file.", e);
        } catch (IOException | InvalidPathException e) {
            throw problem("%s cannot be read: %s.".formatted(fileOrDash, e.getMessage()), e);
        }
    }

    /** What is there by this name, which is not opened yet: a pipe can be opened only once. */
    Path readable(String file) {
        var path = path(file);
        if (!Files.exists(path)) {
            throw problem(file + " cannot be read: there is no such file.", new NoSuchFileException(file));
        }
        if (!Files.isReadable(path)) {
            throw problem(file + " cannot be read: permission is denied.", new AccessDeniedException(file));
        }
        return path;
    }

    /** The same, whether or not there is something. */
    Path path(String file) {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw problem("%s cannot be read: %s.".formatted(file, e.getMessage()), e);
        }
    }

    private InputStream open(String fileOrDash) throws IOException {
        return fileOrDash.equals("-") ? terminal.in() : Files.newInputStream(Path.of(fileOrDash));
    }

    private ParameterException problem(String message, Exception cause) {
        return new ParameterException(command.commandLine(), message, cause);
    }
}
