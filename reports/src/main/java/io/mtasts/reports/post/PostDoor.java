package io.mtasts.reports.post;

import com.sun.net.httpserver.HttpExchange;
import io.mtasts.policy.Excerpt;
import io.mtasts.reports.admission.Brought;
import io.mtasts.reports.admission.Intake;
import io.mtasts.reports.admission.OurDomains;
import io.mtasts.reports.admission.Receipt;
import io.mtasts.reports.admission.Receipt.Delay;
import io.mtasts.reports.admission.Receipt.Later;
import io.mtasts.reports.admission.Receipt.Refused;
import io.mtasts.reports.admission.Room;
import io.mtasts.reports.intake.Door;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/** Takes reports by POST at {@code /v1/tlsrpt/TOKEN} (RFC 8460 section 5.4), and answers 201 once one is stored. */
public final class PostDoor implements AutoCloseable {
    /** Of a body, in bytes; large senders' reports have less than a mebibyte. */
    public static final int MOST_BYTES = 5 * 1024 * 1024;

    /** So many times a body is there while it comes, is read and stored, measured. */
    private static final long COPIES = 6;

    /** As it is sent: nothing in it is decoded, so no spelling of a token is another one's. */
    private static final Pattern PATH = Pattern.compile("/v1/tlsrpt/(?<token>[A-Za-z0-9_-]{1,128})");

    private static final Pattern TYPE =
            Pattern.compile("application/tlsrpt\\+(gzip|json)\\s*(;.*)?", Pattern.CASE_INSENSITIVE);

    private static final int PASSING = 16 * 1024;

    private final Intake intake;
    private final OurDomains ours;
    private final Room room;
    private final WebServer server;

    private PostDoor(InetSocketAddress address, Optional<SSLContext> tls, Intake intake, OurDomains ours, Room room)
            throws IOException {
        this.intake = intake;
        this.ours = ours;
        this.room = room;
        this.server = WebServer.start(address, "post-", tls, this::answer);
    }

    /**
     * Takes reports from now on.
     *
     * @param tls empty where something in front of us ends TLS
     * @param room for what all doors hold in memory
     * @throws IOException when the address cannot be listened on
     */
    public static PostDoor open(
            InetSocketAddress address, Optional<SSLContext> tls, Intake intake, OurDomains ours, Room room)
            throws IOException {
        return new PostDoor(address, tls, intake, ours, room);
    }

    /** The address on which it listens. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** What is not wanted is read to its end all the same: else the client would meet a reset, and not our answer. */
    private WebAnswer answer(HttpExchange exchange) throws IOException {
        var answer = judged(exchange);
        if (length(exchange) <= MOST_BYTES) {
            var passing = new byte[PASSING];
            long left = length(exchange);
            for (int got = 0; got >= 0 && left > 0; left -= got) {
                got = exchange.getRequestBody().read(passing);
            }
        }
        return answer;
    }

    private WebAnswer judged(HttpExchange exchange) throws IOException {
        var path = PATH.matcher(exchange.getRequestURI().getRawPath());
        if (!path.matches()) {
            return WebAnswer.text(404, "There is nothing here: reports are taken by POST at /v1/tlsrpt/TOKEN.");
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            return WebAnswer.text(405, "Reports are taken by POST.").with("Allow", "POST");
        }
        if (!ours.areKnown()) {
            return of(intake.count(
                    Door.HTTPS,
                    new Later(
                            Delay.NO_DOMAINS,
                            "this receiver has not been told yet for which domains it takes reports")));
        }
        var domain = ours.ofToken(path.group("token"));
        if (domain.isEmpty()) {
            return WebAnswer.text(404, "No domain has this token: the address stands in its _smtp._tls record.");
        }
        var type = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
                .orElse("");
        if (!TYPE.matcher(type.toLowerCase(Locale.ROOT)).matches()) {
            return WebAnswer.text(
                            415,
                            "The media type is \"%s\", and should be application/tlsrpt+gzip or application/tlsrpt+json."
                                    .formatted(Excerpt.of(type)))
                    .with("Accept-Post", "application/tlsrpt+gzip, application/tlsrpt+json");
        }
        return of(take(exchange, path.group("token"), domain.get()));
    }

    private Receipt take(HttpExchange exchange, String token, String domain) throws IOException {
        var tooLarge =
                new Refused(Receipt.Refusal.TOO_LARGE, "a report has at most %d bytes here".formatted(MOST_BYTES));
        long length = length(exchange);
        if (length > MOST_BYTES) {
            return intake.count(Door.HTTPS, tooLarge);
        }
        long held = COPIES * (length < 0 ? MOST_BYTES : length);
        if (!room.take(held)) {
            return intake.count(
                    Door.HTTPS, new Later(Delay.NO_ROOM, "there is no room for the report now: come again"));
        }
        try {
            var body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
            return body.length > MOST_BYTES
                    ? intake.count(Door.HTTPS, tooLarge)
                    : intake.take(new Brought(body, Door.HTTPS, "token " + token, Optional.of(domain)));
        } finally {
            room.giveBack(held);
        }
    }

    /** As the client says it; negative when it does not. The server refuses what is no number. */
    private static long length(HttpExchange exchange) {
        var said = exchange.getRequestHeaders().getFirst("Content-Length");
        return said != null && said.matches("[0-9]{1,18}") ? Long.parseLong(said) : -1;
    }

    private static WebAnswer of(Receipt receipt) {
        return switch (receipt) {
            case Receipt.Stored _ -> WebAnswer.text(201, "The report is stored.");
            case Receipt.Known _ -> WebAnswer.text(201, "The report was stored before.");
            case Refused(var why, var words) ->
                WebAnswer.text(why == Receipt.Refusal.TOO_LARGE ? 413 : 422, sentence(words));
            case Later(var why, var words) ->
                WebAnswer.text(why == Delay.TOO_MANY ? 429 : 503, sentence(words))
                        .with("Retry-After", "60");
        };
    }

    private static String sentence(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
    }

    @Override
    public void close() {
        server.close();
    }
}
