package io.mtasts.observe.dns;

/**
 * One MX record; {@code host} in lower case without the final dot, except for the single dot of a null MX (RFC 7505).
 */
public record MxRecord(int preference, String host) {
    /** The host that says "this domain takes no mail". */
    public static final String NULL = ".";

    public boolean isNull() {
        return host.equals(NULL);
    }
}
