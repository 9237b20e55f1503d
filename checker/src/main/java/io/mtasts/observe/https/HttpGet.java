package io.mtasts.observe.https;

import io.mtasts.observe.net.FailureDetail;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/** One GET over an open connection: no redirects, no cookies, no cache, and of everything a bounded amount. */
public final class HttpGet {
    /** What senders read of a policy, in bytes (RFC 8461 section 3.3). */
    public static final int MOST_BYTES = 64 * 1024;

    static final String POLICY = "/.well-known/mta-sts.txt";
    private static final int OK = 200;
    private static final int MOST_INTERIM_ANSWERS = 4;
    private static final Http1Config BOUNDS = Http1Config.custom()
            .setMaxLineLength(8 * 1024)
            .setMaxHeaderCount(100)
            .setMaxEmptyLineCount(4)
            .build();

    private final PeekingConnection connection = new PeekingConnection(BOUNDS);
    private String progress = "no answer arrived";

    /** The answer; the body is read for status 200 only, a character for each byte. */
    public record Reply(int status, PolicyOutcome.Fields fields, String body, boolean cut) {}

    /** The answer is HTTP/2. */
    static final class Http2Exception extends IOException {
        private static final long serialVersionUID = 1;

        Http2Exception() {
            super("it answered in HTTP/2 to a request in HTTP/1.1");
        }
    }

    /** How far it has come, as a clause, for when it comes no further. */
    public String progress() {
        return progress;
    }

    /** Asks {@code host} for its policy. */
    public Reply get(Socket socket, String host) throws IOException, HttpException {
        return get(socket, host, POLICY);
    }

    /** @param target path and query */
    Reply get(Socket socket, String host, String target) throws IOException, HttpException {
        try {
            return ask(socket, host, target);
        } catch (RuntimeException e) { // HttpCore takes status 000, say, for a mistake of ours
            throw new HttpException(FailureDetail.of(e), e);
        }
    }

    private Reply ask(Socket socket, String host, String target) throws IOException, HttpException {
        var received = connection.bindTo(socket);
        var request = new BasicClassicHttpRequest("GET", target);
        request.addHeader("Host", host);
        request.addHeader("User-Agent", "mta-sts-operator");
        request.addHeader("Accept", "text/plain, */*;q=0.1");
        request.addHeader("Connection", "close");
        connection.sendRequestHeader(request);
        connection.flush();
        if (Http2Frame.begins(received)) {
            throw new Http2Exception();
        }
        var response = finalResponse();
        progress = "status " + response.getCode() + " arrived, but not the whole body";
        var body = response.getCode() == OK ? body(response) : new byte[0];
        int length = Math.min(body.length, MOST_BYTES);
        return new Reply(
                response.getCode(),
                AnswerFields.of(response),
                new String(body, 0, length, StandardCharsets.ISO_8859_1),
                body.length > MOST_BYTES);
    }

    private ClassicHttpResponse finalResponse() throws IOException, HttpException {
        for (int interim = 0; interim <= MOST_INTERIM_ANSWERS; interim++) {
            var response = connection.receiveResponseHeader();
            if (response.getCode() >= OK) {
                return response;
            }
        }
        throw new HttpException("more than " + MOST_INTERIM_ANSWERS + " interim answers");
    }

    /** One byte more than counts, if there is one. */
    private byte[] body(ClassicHttpResponse response) throws IOException, HttpException {
        connection.receiveResponseEntity(response);
        var entity = response.getEntity();
        if (entity == null) {
            return new byte[0];
        }
        var content = entity.getContent();
        return (AnswerFields.isGzip(response) ? new GZIPInputStream(content) : content).readNBytes(MOST_BYTES + 1);
    }
}
