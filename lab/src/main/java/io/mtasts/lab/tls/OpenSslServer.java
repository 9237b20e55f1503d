package io.mtasts.lab.tls;

import io.mtasts.lab.net.Loopback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The TLS of a mail server as OpenSSL does it, for all that Java's own cannot: {@code openssl s_server} on loopback, which answers each
 * line that it is sent as SMTP does. What comes before TLS is left to {@link io.mtasts.lab.smtp.MailServer}, by {@link Tls.Elsewhere}.
 */
public final class OpenSslServer implements AutoCloseable {
    private static final String PROGRAM = "openssl";
    private static final InetAddress HOME = Loopback.of("127.0.0.1");
    private static final String LISTENS = "ACCEPT ";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Process process;
    private final InetSocketAddress address;

    private OpenSslServer(Process process, InetSocketAddress address) {
        this.process = process;
        this.address = address;
    }

    /** Is there an OpenSSL of this major version on this machine? */
    public static boolean isHere(int major) {
        try {
            var version = new ProcessBuilder(PROGRAM, "version").start();
            try (var words = version.inputReader()) {
                var line = words.readLine();
                return line != null && line.startsWith("OpenSSL " + major + ".");
            } finally {
                version.destroy();
            }
        } catch (IOException absent) {
            return false;
        }
    }

    /** Starts one with these options of {@code s_server}; relative names of files are those of the directory. */
    public static OpenSslServer start(Path directory, List<String> options) {
        var command = new ArrayList<>(List.of(PROGRAM, "s_server", "-accept", HOME.getHostAddress() + ":0"));
        command.addAll(options);
        try {
            var process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            var listens = new CompletableFuture<Integer>();
            Thread.ofVirtual().name("lab openssl").start(() -> serve(process, listens));
            var port = listens.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return new OpenSslServer(process, new InetSocketAddress(HOME, port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while openssl starts", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("openssl did not start: " + command, e);
        }
    }

    public InetSocketAddress address() {
        return address;
    }

    /** How a mail server comes by it. */
    public Tls asTls() {
        return new Tls.Elsewhere(address);
    }

    private static void serve(Process process, CompletableFuture<Integer> listens) {
        var said = new StringBuilder();
        try (var lines = process.inputReader(StandardCharsets.ISO_8859_1);
                var answers = process.outputWriter(StandardCharsets.ISO_8859_1)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                said.append(line).append('\n');
                if (line.startsWith(LISTENS)) {
                    listens.complete(Integer.valueOf(line.substring(line.lastIndexOf(':') + 1)));
                } else if (line.startsWith("EHLO ") || line.equals("QUIT")) {
                    answers.write(line.equals("QUIT") ? "221 2.0.0 Bye\r\n" : "250 lab\r\n");
                    answers.flush();
                }
            }
        } catch (IOException ended) {
            said.append(ended);
        }
        listens.completeExceptionally(new IllegalStateException(said.toString()));
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
