package io.mtasts.lab.stage;

import io.mtasts.lab.World;
import java.nio.file.Path;
import java.util.List;

/** The way around in a world, as flags for {@code run} and {@code check} alike. */
public final class NetworkFlags {
    private NetworkFlags() {}

    /**
     * For this world.
     *
     * @param root file with the certificate of the world's authority
     */
    public static List<String> of(World world, Path root) {
        return List.of(
                "--resolver",
                world.resolver().getAddress().getHostAddress() + ":"
                        + world.resolver().getPort(),
                "--dns-port",
                Integer.toString(world.dnsPort()),
                "--https-port",
                Integer.toString(world.httpsPort()),
                "--smtp-port",
                Integer.toString(world.smtpPort()),
                "--ca",
                root.toString(),
                "--allow-network",
                World.ALLOWED_NETWORK);
    }
}
