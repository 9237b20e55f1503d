package io.mtasts.lab.pod;

import io.mtasts.lab.ca.CertificateAuthority;
import io.mtasts.lab.ca.Identity;
import io.mtasts.lab.fault.MailServerFault;
import io.mtasts.lab.smtp.MailServer;
import io.mtasts.lab.tls.Tls;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A mail server in a pod. Orders:
 *
 * <pre>
 * PUT    /certificate   a chain and a private key in PEM, one after the other: shown instead of the files'
 * DELETE /certificate   shows the files' again
 * PUT    /fault         a constant of {@link MailServerFault}, for example MX_EXPIRED
 * DELETE /fault
 * GET    /connections   how many it has accepted
 * </pre>
 *
 * Arguments: {@code --host NAME} that it greets with and has certificates for; {@code --tls DIRECTORY} with {@code tls.crt} and
 * {@code tls.key}, as a Secret of cert-manager has them, read again for each connection; or {@code --ca DIRECTORY} with the same of an
 * authority, by which it then makes its own certificates, good and bad ones. With neither nobody trusts it. {@code --listen IP},
 * {@code --port 25}, {@code --control 8025}.
 */
final class MailServerPod implements AutoCloseable {
    private static final Set<String> OPTIONS = Set.of("--host", "--tls", "--ca", "--listen", "--port", "--control");

    private final Optional<PemDirectory> files;
    private final MailServer server;
    private final Control control;

    private MailServerPod(Options options) {
        var listen = InetAddress.ofLiteral(options.text("--listen").orElse("0.0.0.0"));
        var authority = directory(options, "--ca")
                .map(directory -> CertificateAuthority.ofPem(directory.chain(), directory.key(), Clock.systemUTC()))
                .orElseGet(() -> CertificateAuthority.create("Pod", Clock.systemUTC()));
        this.files = directory(options, "--tls");
        this.server = MailServer.start(options.required("--host"), authority, listen, options.number("--port", 25));
        recover();
        this.control = Control.listen(listen, options.number("--control", 8025), this::obey);
    }

    /** Starts it with these arguments. */
    static MailServerPod start(List<String> arguments) {
        return new MailServerPod(Options.of(arguments, OPTIONS));
    }

    int port() {
        return server.port();
    }

    int controlPort() {
        return control.port();
    }

    private static Optional<PemDirectory> directory(Options options, String name) {
        return options.text(name).map(path -> new PemDirectory(Path.of(path)));
    }

    private String obey(Control.Order order) {
        switch (order.what()) {
            case "GET connections" -> {
                return server.connections() + "\n";
            }
            case "PUT certificate" -> server.handshake(Tls.present(identityIn(order.body())));
            case "PUT fault" -> {
                mend();
                MailServerFault.valueOf(order.body().strip()).spoil(server);
            }
            case "DELETE certificate", "DELETE fault" -> mend();
            default -> throw order.unknown();
        }
        return "";
    }

    private static Identity identityIn(String pem) {
        int key = pem.indexOf("-----BEGIN ", pem.lastIndexOf("-----END CERTIFICATE-----") + 1);
        if (key < 0) {
            throw new IllegalArgumentException("there is no private key after the chain");
        }
        return Identity.ofPem(pem.substring(0, key), pem.substring(key));
    }

    private void mend() {
        server.open();
        recover();
    }

    private void recover() {
        server.recover();
        files.ifPresent(directory -> server.handshake(new Tls.Present(name -> directory.identity())));
    }

    @Override
    public void close() {
        control.close();
        server.close();
    }
}
