package io.mtasts.lab.net;

import java.net.InetAddress;

/**
 * Addresses of 127.0.0.0/8. Linux answers at every one of them without any set-up; other systems only at 127.0.0.1, so
 * the lab runs on Linux.
 */
public final class Loopback {

    private Loopback() {}

    /** The {@code n}th address (from 1) of 127.0.{@code network}.0/24 and those that follow it. */
    public static InetAddress address(int network, int n) {
        return of("127." + n / 250 + "." + network + "." + (n % 250 + 1));
    }

    /** An address from its literal, without any look-up. */
    public static InetAddress of(String literal) {
        return InetAddress.ofLiteral(literal);
    }

    /** Is there an IPv6 loopback on this machine? */
    public static boolean hasIpv6() {
        try (var socket = new java.net.ServerSocket(0, 1, of("::1"))) {
            return socket.isBound();
        } catch (java.io.IOException none) {
            return false;
        }
    }
}
