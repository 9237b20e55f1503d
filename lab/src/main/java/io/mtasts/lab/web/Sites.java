package io.mtasts.lab.web;

import java.net.InetAddress;

/** Which site a client meets: asked anew for each connection, so that what it says may change at any time. */
@FunctionalInterface
public interface Sites {
    /** The site for a name of the client's SNI (lower case, empty when it sent none) at one of the server's addresses. */
    Site at(String serverName, InetAddress address);
}
