package io.mtasts.reports.post;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What is answered to a request.
 *
 * @param headers beside the media type
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record WebAnswer(int status, String contentType, Map<String, String> headers, byte[] body) {
    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final String JSON = "application/json";

    WebAnswer {
        headers = Map.copyOf(headers);
    }

    /** @param text a sentence */
    static WebAnswer text(int status, String text) {
        return new WebAnswer(status, PLAIN, Map.of(), (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    static WebAnswer json(String text) {
        return new WebAnswer(200, JSON, Map.of(), text.getBytes(StandardCharsets.UTF_8));
    }

    WebAnswer with(String header, String value) {
        return new WebAnswer(status, contentType, Map.of(header, value), body);
    }
}
