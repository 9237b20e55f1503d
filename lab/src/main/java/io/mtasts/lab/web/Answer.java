package io.mtasts.lab.web;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a web server sends back, well behaved or not. */
public sealed interface Answer {
    /** A complete HTTP response; its length is added. */
    record Response(int status, Map<String, String> headers, String body) implements Answer {
        public Response {
            headers = Map.copyOf(headers);
        }

        /** The same with one more header, or another value of it. */
        public Response header(String name, String value) {
            var more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Response(status, more, body);
        }

        /** The same without a header. */
        public Response without(String name) {
            var fewer = new LinkedHashMap<>(headers);
            fewer.remove(name);
            return new Response(status, fewer, body);
        }

        byte[] bytes() {
            return body.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Status 200, then body lines that never end. */
    record Endless(String line) implements Answer {}

    /** Status 200, then the body one byte at a time, with this much time between two. */
    record Drip(String body, Duration pause) implements Answer {}

    /** Takes the request and never answers. */
    record Silent() implements Answer {}

    /** Hangs up in place of an answer. */
    record HangUp() implements Answer {}

    /** Sends this, and it need not be HTTP. */
    record Raw(String text) implements Answer {}

    /** Status 200, and the body compressed with gzip, whoever asks. */
    record Compressed(String body) implements Answer {}

    /** A policy as it should be served: 200, {@code text/plain}. */
    static Response policy(String body) {
        return new Response(200, Map.of("Content-Type", "text/plain; charset=utf-8"), body);
    }

    /** An empty answer with this status. */
    static Response status(int status) {
        return new Response(status, Map.of("Content-Type", "text/plain"), "");
    }

    /** 302 to another place. */
    static Response redirect(String location) {
        return new Response(302, Map.of("Location", location), "");
    }

    /** Status 200 and the promise of so many bytes, of which only these come. */
    static Raw cutShort(int promised, String body) {
        return new Raw(
                "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + promised + "\r\n\r\n" + body);
    }
}
