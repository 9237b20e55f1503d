package io.mtasts.operator.cli;

import io.mtasts.api.v1alpha1.TimeSpan;
import io.mtasts.report.ExitStatus;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks a running operator whether it is ready, until it is: what {@code helm test} does, in an image that has no shell. */
@Command(
        description = "Wait until a running operator reports over HTTP that it is ready.",
        sortOptions = false,
        footer = {
            "",
            "Exit code: 0 once it answers with status 200, 1 if it did not in time, 2 for wrong usage.",
            "",
            "Example:",
            "  mta-sts-operator ready http://mta-sts-operator.mta-sts-system.svc:8080/readyz",
        })
final class ReadyCommand implements Callable<Integer> {
    private static final int READY = 200;
    private static final int ANSWER_LIMIT = 2_000;
    private static final Duration ATTEMPT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "URL", description = "Its address: that of its Service, with the path /readyz.")
    private String url = "";

    @Option(
            names = "--within",
            paramLabel = "TIME",
            defaultValue = "1m",
            description = "Keep asking for this long. Default: ${DEFAULT-VALUE}.")
    private String within = "";

    ReadyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        var target = target();
        var patience = patience();
        var deadline = System.nanoTime() + patience.toNanos();
        try (var client = HttpClient.newBuilder().connectTimeout(ATTEMPT).build()) {
            for (; ; ) {
                var answer = ask(client, target);
                if (answer.ready()) {
                    terminal.out().printf("%s: %s%n", target, answer.said());
                    return ExitStatus.GOOD;
                }
                if (System.nanoTime() + PAUSE.toNanos() > deadline) {
                    terminal.err()
                            .printf(
                                    "The operator was not ready within %s. %s: %s%n",
                                    TimeSpan.of(patience), target, answer.said());
                    return ExitStatus.ERROR;
                }
                new CompletableFuture<Void>()
                        .completeOnTimeout(null, PAUSE.toMillis(), TimeUnit.MILLISECONDS)
                        .join();
            }
        }
    }

    private record Answer(boolean ready, String said) {}

    private static Answer ask(HttpClient client, URI target) throws InterruptedException {
        var request = HttpRequest.newBuilder(target).timeout(ATTEMPT).build();
        try {
            var response = client.send(request, HttpResponse.BodyHandlers.ofString());
            var body = response.body().strip();
            var said = body.isEmpty() ? "without a word" : body.substring(0, Math.min(body.length(), ANSWER_LIMIT));
            return new Answer(
                    response.statusCode() == READY, "it answers %d, %s".formatted(response.statusCode(), said));
        } catch (IOException e) {
            var reason = Objects.requireNonNullElseGet(e.getMessage(), e.getClass()::getSimpleName);
            return new Answer(false, "no answer, " + reason);
        }
    }

    private URI target() {
        try {
            var target = new URI(url);
            if ("http".equals(target.getScheme()) && target.getHost() != null) {
                return target;
            }
        } catch (URISyntaxException _) {
            // said below, as of every text that is no such URL
        }
        throw wrong("%s is not a URL such as http://mta-sts-operator.mta-sts-system.svc:8080/readyz.", url);
    }

    private Duration patience() {
        try {
            return new TimeSpan(within).duration();
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw wrong("--within=%s: --within is a duration such as 90s, 2m or 1h30m.", within);
        }
    }

    private ParameterException wrong(String message, String text) {
        return new ParameterException(spec.commandLine(), message.formatted(text));
    }
}
