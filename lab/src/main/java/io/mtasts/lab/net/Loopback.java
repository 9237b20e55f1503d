package io.mtasts.lab.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Addresses of 127.0.0.0/8. Linux answers at every one of them without any set-up; other systems only at 127.0.0.1, so
 * the lab runs on Linux.
 */
public final class Loopback {

    /** The one loopback address of IPv6. */
    public static final InetAddress IPV6 = of("::1");

    private static final int PER_NETWORK = 250;

    private Loopback() {}

    /** Address {@code n}, from 0, of those that the lab keeps for one kind of server: 127.0.{@code network}.1 and on. */
    public static InetAddress address(int network, int n) {
        return of("127." + n / PER_NETWORK + "." + network + "." + (n % PER_NETWORK + 1));
    }

    /** An address from its literal, without any look-up. */
    public static InetAddress of(String literal) {
        return InetAddress.ofLiteral(literal);
    }

    /** Is there an IPv6 loopback on this machine? */
    public static boolean hasIpv6() {
        try (var socket = new ServerSocket(0, 1, IPV6)) {
            return socket.isBound();
        } catch (IOException none) {
            return false;
        }
    }
}
