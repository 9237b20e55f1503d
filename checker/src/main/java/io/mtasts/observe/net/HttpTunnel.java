package io.mtasts.observe.net;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Has an HTTP proxy connect to an address, by CONNECT (RFC 9110 section 9.3.6); what it sends as a body of a refusal is not read. */
final class HttpTunnel implements Tunnel {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
    private static final int LONGEST_HEAD = 16 * 1024;
    private static final String END = "\r\n\r\n";

    private final ProxyServer proxy;
    private final Socket socket;

    HttpTunnel(ProxyServer proxy, Socket socket) {
        this.proxy = proxy;
        this.socket = socket;
    }

    @Override
    public Optional<Refusal> to(InetSocketAddress target) throws IOException {
        var authority = new HostPort(AddressText.of(target.getAddress()), target.getPort());
        var request = "CONNECT %s HTTP/1.1\r\nHost: %s\r\n%s\r\n"
                .formatted(
                        authority,
                        authority,
                        proxy.login().map(HttpTunnel::credentials).orElse(""));
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        var status = status(head());
        return status.isPresent() ? refusal(status.getAsInt()) : Refusal.notTried(proxy, "does not speak HTTP");
    }

    /** RFC 7617. */
    private static String credentials(ProxyServer.Login login) {
        var pair = (login.user() + ":" + login.password()).getBytes(StandardCharsets.UTF_8);
        return "Proxy-Authorization: Basic " + Base64.getEncoder().encodeToString(pair) + "\r\n";
    }

    /** Of the answer to the request; one that only announces it, as 100 does, is passed over. */
    private OptionalInt status(String head) throws IOException {
        var line = STATUS.matcher(head.lines().findFirst().orElse(""));
        if (!line.matches()) {
            return OptionalInt.empty();
        }
        int status = Integer.parseInt(line.group(1));
        return status < 200 ? status(head()) : OptionalInt.of(status);
    }

    /** Status line and header fields, without the empty line; what is no head at all is cut off. */
    private String head() throws IOException {
        var in = socket.getInputStream();
        var head = new ByteArrayOutputStream();
        for (int matched = 0; matched < END.length() && head.size() < LONGEST_HEAD; ) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException("no answer to CONNECT");
            }
            head.write(octet);
            matched = octet == END.charAt(matched) ? matched + 1 : octet == '\r' ? 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** RFC 9110 section 15: 502 and 504 are of the host, all else is of the proxy or may be. */
    private Optional<Refusal> refusal(int status) {
        return switch (status) {
            case 407 ->
                Refusal.notTried(
                        proxy,
                        proxy.login().isPresent()
                                ? "rejects the user name and password"
                                : "requires a user name and a password");
            case 403, 405 -> Refusal.notTried(proxy, "does not allow this connection (status " + status + ")");
            case 502 -> Refusal.met(proxy, NoContact.NO_ROUTE, "reports that it cannot connect (status 502)");
            case 504 -> Refusal.met(proxy, NoContact.CONNECT_TIMED_OUT, "got no answer to its connection attempt");
            default ->
                status < 300
                        ? Optional.empty()
                        : Refusal.notTried(proxy, "could not connect and does not say why (status " + status + ")");
        };
    }
}
