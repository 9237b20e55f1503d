package io.mtasts.reports.post;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers the kubelet, Prometheus and the operator, on a port that nobody else reaches. */
public final class InternalPort implements AutoCloseable {
    /** Of the operator's list, in bytes: tens of thousands of domains. */
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private static final String DOMAINS = "/v1/domains";

    private final Map<String, Supplier<Page>> pages;
    private final Questions questions;
    private final WebServer server;

    /** A page that is asked for by GET. */
    public record Page(int status, String contentType, String text) {}

    /** What the operator asks. */
    @FunctionalInterface
    public interface Questions {
        /** What to answer to this body, as JSON, or as a sentence where the status is not 200. */
        Page answer(byte[] body);
    }

    private InternalPort(InetSocketAddress address, Map<String, Supplier<Page>> pages, Questions questions)
            throws IOException {
        this.pages = Map.copyOf(pages);
        this.questions = questions;
        this.server = WebServer.start(address, "internal-", Optional.empty(), this::answer);
    }

    /**
     * Answers from now on.
     *
     * @param pages by path
     * @throws IOException when the address cannot be listened on
     */
    public static InternalPort open(InetSocketAddress address, Map<String, Supplier<Page>> pages, Questions questions)
            throws IOException {
        return new InternalPort(address, pages, questions);
    }

    /** The address on which it listens. */
    public InetSocketAddress address() {
        return server.address();
    }

    private WebAnswer answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getRawPath();
        var method = exchange.getRequestMethod();
        if (path.equals(DOMAINS)) {
            return method.equals("POST")
                    ? domains(exchange)
                    : WebAnswer.text(405, "The list of domains comes by POST.").with("Allow", "POST");
        }
        var page = pages.get(path);
        if (page == null) {
            return WebAnswer.text(
                    404,
                    "Available here: %s, %s"
                            .formatted(
                                    DOMAINS,
                                    String.join(
                                            ", ",
                                            pages.keySet().stream().sorted().toList())));
        }
        return method.equals("GET") || method.equals("HEAD")
                ? of(page.get())
                : WebAnswer.text(405, "Only GET and HEAD are answered here.").with("Allow", "GET, HEAD");
    }

    private WebAnswer domains(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        return body.length > MOST_BYTES
                ? WebAnswer.text(413, "The list of domains has more than %d bytes.".formatted(MOST_BYTES))
                : of(questions.answer(body));
    }

    private static WebAnswer of(Page page) {
        return new WebAnswer(
                page.status(), page.contentType(), Map.of(), page.text().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.close();
    }
}
