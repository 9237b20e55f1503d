package io.mtasts.lab.pod;

import java.util.List;

/** What the test image runs. */
public final class Pod {
    private Pod() {}

    /**
     * Starts a server, which stays until the process is told to end.
     *
     * @param arguments {@code dns} or {@code mail}, and the options that {@link NameServerPod} or {@link MailServerPod} takes
     */
    public static void main(String[] arguments) {
        var options = List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
        var kind = arguments.length == 0 ? "" : arguments[0];
        switch (kind) {
            case "dns" -> {
                var pod = NameServerPod.start(options);
                System.out.printf("name server at port %d, orders at port %d%n", pod.port(), pod.controlPort());
            }
            case "mail" -> {
                var pod = MailServerPod.start(options);
                System.out.printf("mail server at port %d, orders at port %d%n", pod.port(), pod.controlPort());
            }
            default -> throw new IllegalArgumentException("dns or mail, and their options; not: " + kind);
        }
    }
}
