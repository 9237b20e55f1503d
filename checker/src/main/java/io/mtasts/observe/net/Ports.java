package io.mtasts.observe.net;

/** The ports of authoritative name servers, policy hosts and mail servers. Other than the usual ones in a lab only. */
public record Ports(int dns, int https, int smtp) {
    public static final Ports USUAL = new Ports(53, 443, 25);
}
