package io.mtasts.lab.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request without its body.
 *
 * @param serverName of the client's SNI
 * @param target as the client sent it, a path in all ordinary cases
 * @param headers with names in lower case; of a repeated one the last
 * @param address at which the server was asked
 */
public record Request(
        String serverName, String method, String target, Map<String, String> headers, InetAddress address) {
    public Request {
        headers = Map.copyOf(headers);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Reads the next request of a connection; none when the client has hung up or does not speak HTTP. */
    static Optional<Request> read(BufferedReader in, String serverName, InetAddress address) throws IOException {
        var first = in.readLine();
        if (first == null) {
            return Optional.empty();
        }
        var words = first.split(" ", -1);
        if (words.length != 3) {
            return Optional.empty();
        }
        var headers = new LinkedHashMap<String, String>();
        for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return Optional.of(new Request(serverName, words[0], words[1], headers, address));
    }
}
