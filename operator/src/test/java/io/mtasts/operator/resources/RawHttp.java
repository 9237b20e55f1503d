package io.mtasts.operator.resources;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One request on a connection of its own, sent as it is written: no client would send half of what the tests need. */
record RawHttp(InetSocketAddress server) {
    private static final int TIMEOUT_MILLIS = 5_000;

    /** What came back; header names in lower case. */
    record Reply(int status, Map<String, String> headers, String body) {}

    Reply get(String host, String path) {
        return request("GET", host, path);
    }

    Reply request(String method, String host, String path, String... headers) {
        var more = Arrays.stream(headers).map(header -> header + "\r\n").reduce("", String::concat);
        return send("%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s\r\n".formatted(method, path, host, more));
    }

    Reply send(String request) {
        try (var socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(server, TIMEOUT_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return parse(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reply parse(String text) {
        int end = text.indexOf("\r\n\r\n");
        var lines = text.substring(0, end).split("\r\n");
        var headers = new TreeMap<String, String>();
        Arrays.stream(lines)
                .skip(1)
                .map(line -> line.split(": ", 2))
                .forEach(header -> headers.put(header[0].toLowerCase(Locale.ROOT), header[1]));
        return new Reply(Integer.parseInt(lines[0].split(" ")[1]), headers, text.substring(end + 4));
    }
}
