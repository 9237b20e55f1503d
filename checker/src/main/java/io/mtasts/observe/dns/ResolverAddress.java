package io.mtasts.observe.dns;

import io.mtasts.observe.net.HostPort;
import java.util.Optional;

/**
 * A resolver to ask.
 *
 * @param tlsName whom its certificate has to name, a host or an address, where it is asked over TLS (RFC 7858, the strict profile of RFC
 *     8310); empty: over UDP and TCP
 */
public record ResolverAddress(HostPort place, Optional<String> tlsName) {
    private static final String OVER_TLS = "tls://";
    private static final int DNS = 53;
    private static final int DNS_OVER_TLS = 853;

    /** Over UDP and TCP, without protection. */
    public static ResolverAddress plain(HostPort place) {
        return new ResolverAddress(place, Optional.empty());
    }

    /**
     * Reads {@code HOST[:PORT]} or {@code tls://HOST[:PORT][#NAME]}; NAME is HOST unless given.
     *
     * @throws IllegalArgumentException with a sentence for the user when it is neither
     */
    public static ResolverAddress parse(String text) {
        if (!text.startsWith(OVER_TLS)) {
            if (text.contains("://")) {
                throw new IllegalArgumentException(
                        "\"" + text + "\" is not a resolver: write HOST[:PORT] or tls://HOST[:PORT][#NAME].");
            }
            return plain(HostPort.parse(text, DNS));
        }
        var rest = text.substring(OVER_TLS.length());
        int hash = rest.indexOf('#');
        var place = HostPort.parse(hash < 0 ? rest : rest.substring(0, hash), DNS_OVER_TLS);
        // HostPort knows what a host is, and writes it in the one way in which names are compared.
        var name = hash < 0
                ? place.host()
                : HostPort.parse(bracketed(rest.substring(hash + 1)), DNS_OVER_TLS)
                        .host();
        return new ResolverAddress(place, Optional.of(name));
    }

    private static String bracketed(String name) {
        return name.indexOf(':') < 0 || name.startsWith("[") ? name : "[" + name + "]";
    }

    /** As it would be written in a flag. */
    @Override
    public String toString() {
        return tlsName.map(name -> OVER_TLS + place + "#" + name).orElseGet(place::toString);
    }
}
