package io.mtasts.observe.net;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A proxy to connect through; with a login where it wants one. */
public record ProxyServer(Protocol protocol, HostPort place, Optional<Login> login) {
    private static final String FORM =
            "write socks5://[USER:PASSWORD@]HOST[:PORT] or http://[USER:PASSWORD@]HOST[:PORT].";

    /** How the proxy is told where to connect to. */
    public enum Protocol {
        /** RFC 1928, with a login by RFC 1929. */
        SOCKS5("socks5", 1080),
        /** CONNECT of RFC 9110 section 9.3.6, with a login by RFC 7617. Many allow port 443 and no other. */
        HTTP("http", 3128);

        private final String scheme;
        private final int usualPort;

        Protocol(String scheme, int usualPort) {
            this.scheme = scheme;
            this.usualPort = usualPort;
        }

        private static Optional<Protocol> of(@Nullable String scheme) {
            return Stream.of(values())
                    .filter(protocol -> protocol.scheme.equals(scheme))
                    .findFirst();
        }
    }

    /** Never shown whole. */
    public record Login(String user, String password) {
        /** In octets, each (RFC 1929 section 2). */
        static final int LONGEST = 255;

        @Override
        public String toString() {
            return user + ":...";
        }
    }

    /**
     * Reads {@code socks5://[USER:PASSWORD@]HOST[:PORT]}, or the same with {@code http}; special characters of user and password are
     * percent-encoded.
     *
     * @throws IllegalArgumentException with a sentence for the user when it is something else; without the password
     */
    public static ProxyServer parse(String text) {
        var uri = uri(text);
        if ("socks5h".equals(uri.getScheme())) {
            throw new IllegalArgumentException(
                    "names are resolved here and not by the proxy, so that addresses are judged before they are"
                            + " contacted: "
                            + FORM);
        }
        var path = Optional.ofNullable(uri.getPath()).orElse("");
        boolean more = !(path.isEmpty() || path.equals("/")) || uri.getQuery() != null || uri.getFragment() != null;
        var protocol = Protocol.of(uri.getScheme());
        if (protocol.isEmpty() || uri.getHost() == null || more) {
            throw new IllegalArgumentException("that is not a SOCKS 5 or HTTP proxy: " + FORM);
        }
        int port = uri.getPort() < 0 ? protocol.get().usualPort : uri.getPort();
        return new ProxyServer(
                protocol.get(),
                HostPort.parse(uri.getHost() + ":" + port, port),
                Optional.ofNullable(uri.getUserInfo()).map(ProxyServer::login));
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("that is not an address of a proxy: " + FORM, e);
        }
    }

    private static Login login(String userInfo) {
        int colon = userInfo.indexOf(':');
        var login = colon < 0
                ? new Login(userInfo, "")
                : new Login(userInfo.substring(0, colon), userInfo.substring(colon + 1));
        if (login.user().isEmpty() || login.password().isEmpty()) {
            throw new IllegalArgumentException("a proxy with a login needs both user name and password: " + FORM);
        }
        if (login.user().length() > Login.LONGEST || login.password().length() > Login.LONGEST) {
            throw new IllegalArgumentException(
                    "user name and password of a proxy may have at most " + Login.LONGEST + " characters each.");
        }
        return login;
    }

    @Override
    public String toString() {
        return protocol.scheme + "://" + place;
    }
}
