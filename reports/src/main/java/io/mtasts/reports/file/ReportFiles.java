package io.mtasts.reports.file;

import io.mtasts.policy.Excerpt;
import io.mtasts.reports.file.ComeUpon.NotRead;
import io.mtasts.reports.file.ComeUpon.PassedOver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds reports in what people have: JSON, gzip, base64, mails, mailboxes, zip archives, and directories of all these. What each is, is
 * seen by its content and not by its name. One thing is in memory at a time.
 */
public final class ReportFiles {
    private final FileLimits limits;
    private final Consumer<ComeUpon> to;
    private int files;

    /** @param to gets each thing, in the order of the files, by name in directories */
    public ReportFiles(FileLimits limits, Consumer<ComeUpon> to) {
        this.limits = limits;
        this.to = to;
    }

    /** Reads a file, or all that is below a directory. Never throws for what is in it: what cannot be read is handed on as that. */
    public void read(Path path) {
        if (Files.isDirectory(path)) {
            directory(path, 1);
        } else {
            file(path, false);
        }
    }

    /**
     * Reads what comes, to its end.
     *
     * @param name for messages, for example {@code standard input}
     */
    public void read(String name, InputStream in) {
        new Contents(limits, to).read(name, in, false);
    }

    private void file(Path path, boolean amongOthers) {
        try (var in = Files.newInputStream(path)) {
            new Contents(limits, to).read(path.toString(), in, amongOthers);
        } catch (IOException e) {
            to.accept(new NotRead(path.toString(), why(e)));
        }
    }

    private void directory(Path directory, int depth) {
        if (depth > limits.directories()) {
            to.accept(new NotRead(
                    directory.toString(),
                    "directories within directories, more than %d deep".formatted(limits.directories())));
            return;
        }
        for (var entry : entries(directory)) {
            files++;
            if (files > limits.files()) {
                if (files == limits.files() + 1) {
                    to.accept(new NotRead(
                            directory.toString(),
                            "this makes more than %d files: the rest was not read".formatted(limits.files())));
                }
                return;
            }
            entry(entry, depth);
        }
    }

    /** Links to directories are not followed: they may lead in a circle, and to what nobody meant. */
    private void entry(Path entry, int depth) {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            directory(entry, depth + 1);
        } else if (Files.isDirectory(entry)) {
            to.accept(new PassedOver(entry.toString(), "a link to a directory, which is not followed"));
        } else if (Files.exists(entry) && !Files.isRegularFile(entry)) {
            to.accept(new PassedOver(entry.toString(), "no file: a pipe, a socket or a device"));
        } else {
            file(entry, true);
        }
    }

    private List<Path> entries(Path directory) {
        var entries = new ArrayList<Path>();
        try (var all = Files.newDirectoryStream(directory)) {
            for (var entry : all) {
                entries.add(entry);
                if (entries.size() > limits.files()) {
                    break; // which is too many already
                }
            }
        } catch (DirectoryIteratorException e) {
            to.accept(new NotRead(directory.toString(), Excerpt.of(String.valueOf(e.getMessage()))));
        } catch (IOException e) {
            to.accept(new NotRead(directory.toString(), why(e)));
        }
        entries.sort(null);
        return entries;
    }

    private static String why(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "permission is denied";
            default -> Excerpt.of(String.valueOf(e.getMessage()));
        };
    }
}
