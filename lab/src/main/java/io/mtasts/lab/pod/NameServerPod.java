package io.mtasts.lab.pod;

import io.mtasts.lab.dns.SoleServer;
import io.mtasts.lab.dns.Trouble;
import io.mtasts.lab.dns.Zone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A name server in a pod, resolver and authority in one. Orders:
 *
 * <pre>
 * PUT    /zones/ORIGIN        a master file: the whole zone, instead of what there was
 * GET    /zones/ORIGIN
 * DELETE /zones/ORIGIN
 * PUT    /records/NAME/TYPE   the data of its records, a line each, instead of what there was; of TXT the text without quotes
 * DELETE /records/NAME/TYPE
 * PUT    /trouble             SILENT, SERVFAIL, REFUSED, TRUNCATED or GARBAGE: fails at every question
 * DELETE /trouble
 * </pre>
 *
 * Arguments: {@code --zones DIRECTORY} with a master file {@code ORIGIN.zone} each, read at the start; {@code --address IP} at which others
 * find it, without it the environment's {@code POD_IP}, without that the machine's own; {@code --listen IP}, {@code --port 53},
 * {@code --control 8053}.
 */
final class NameServerPod implements AutoCloseable {
    private static final Set<String> OPTIONS = Set.of("--zones", "--address", "--listen", "--port", "--control");
    private static final String ENDING = ".zone";

    private final SoleServer server;
    private final Control control;

    private NameServerPod(Options options) {
        var listen = InetAddress.ofLiteral(options.text("--listen").orElse("0.0.0.0"));
        this.server = SoleServer.start(listen, options.number("--port", 53), known(options));
        options.text("--zones").map(Path::of).ifPresent(this::load);
        this.control = Control.listen(listen, options.number("--control", 8053), this::obey);
    }

    /** Starts it with these arguments. */
    static NameServerPod start(List<String> arguments) {
        return new NameServerPod(Options.of(arguments, OPTIONS));
    }

    int port() {
        return server.server().address().getPort();
    }

    int controlPort() {
        return control.port();
    }

    private static InetAddress known(Options options) {
        try {
            return options.text("--address")
                    .or(() -> Optional.ofNullable(System.getenv("POD_IP")))
                    .map(InetAddress::ofLiteral)
                    .orElse(InetAddress.getLocalHost());
        } catch (IOException e) {
            throw new UncheckedIOException("this machine does not know its own address: give --address", e);
        }
    }

    private void load(Path directory) {
        try (var files = Files.newDirectoryStream(directory, "*" + ENDING)) {
            for (var file : files) {
                var name = file.getFileName().toString();
                server.serve(Zone.parse(name.substring(0, name.length() - ENDING.length()), Files.readString(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String obey(Control.Order order) {
        switch (order.what()) {
            case "GET zones/*" -> {
                return zoneOf(order.argument(1)).text();
            }
            case "PUT zones/*" -> server.serve(Zone.parse(order.argument(1), order.body()));
            case "DELETE zones/*" -> server.drop(order.argument(1));
            case "PUT records/*/*" ->
                put(order.argument(1), order.argument(2), order.body().strip().split("\\R"));
            case "DELETE records/*/*" -> zoneOf(order.argument(1)).remove(order.argument(1), order.argument(2));
            case "PUT trouble" ->
                server.server().fail(Trouble.valueOf(order.body().strip()));
            case "DELETE trouble" -> server.server().recover();
            default -> throw order.unknown();
        }
        return "";
    }

    private void put(String name, String type, String[] lines) {
        var zone = zoneOf(name);
        if (type.equals("TXT")) {
            zone.txt(name, lines);
        } else {
            zone.set(name, type, lines);
        }
    }

    private Zone zoneOf(String name) {
        return server.zoneOf(name)
                .orElseThrow(() -> new IllegalArgumentException(name + " is in no zone: PUT /zones/ORIGIN first"));
    }

    @Override
    public void close() {
        control.close();
        server.close();
    }
}
