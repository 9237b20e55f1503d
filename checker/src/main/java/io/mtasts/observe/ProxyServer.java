package io.mtasts.observe;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** A SOCKS 5 proxy (RFC 1928) to connect through; with a login where it wants one (RFC 1929). */
public record ProxyServer(HostPort place, Optional<Login> login) {
    private static final int USUAL_PORT = 1080;
    private static final String FORM = "write socks5://[USER:PASSWORD@]HOST[:PORT].";

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
     * Reads {@code socks5://[USER:PASSWORD@]HOST[:PORT]}; special characters of user and password are percent-encoded.
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
        if (!"socks5".equals(uri.getScheme()) || uri.getHost() == null || more) {
            throw new IllegalArgumentException("that is not a SOCKS 5 proxy: " + FORM);
        }
        int port = uri.getPort() < 0 ? USUAL_PORT : uri.getPort();
        return new ProxyServer(
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
            throw new IllegalArgumentException("a proxy with a login needs user and password: " + FORM);
        }
        if (login.user().length() > Login.LONGEST || login.password().length() > Login.LONGEST) {
            throw new IllegalArgumentException(
                    "user and password of a proxy have at most " + Login.LONGEST + " characters each.");
        }
        return login;
    }

    @Override
    public String toString() {
        return "socks5://" + place;
    }
}
