package io.mtasts.operator.cli;

import io.mtasts.dane.TlsaParser;
import io.mtasts.report.LintReport;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads TLSA records, and compares them with a certificate. */
@Command(
        description =
                "Read the TLSA records of a mail server: those at _25._tcp.HOST (RFC 6698, RFC 7672). Prints what each"
                        + " pins, and whether senders use it.")
final class LintTlsaCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private LintOutput output = new LintOutput();

    @Parameters(
            arity = "0..1",
            paramLabel = "TEXT|FILE|-",
            description =
                    "One record or several, one a line, as dig +short prints them or as they stand in a zone file; -"
                            + " reads standard input.")
    private String text = "";

    @Option(
            names = "--certificate",
            paramLabel = "FILE",
            description =
                    "Also report whether the records match this certificate, and which ones would: PEM, the server's"
                            + " own first, then its issuers.")
    private String certificate = "";

    private LintTlsaCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    static CommandLine line(Terminal terminal) {
        return new CommandLine(new LintTlsaCommand(terminal));
    }

    @Override
    public Integer call() {
        if (text.isEmpty()) {
            return forCertificate();
        }
        boolean file = text.equals("-") || isFile();
        var bytes = file
                ? new Input(terminal, spec).read(text, TlsaParser.READ_LIMIT + 1)
                : text.getBytes(StandardCharsets.UTF_8);
        var name = text.equals("-") ? "standard input" : file ? text : "record";
        return output.print(
                terminal,
                LintReport.ofTlsa(
                        name,
                        TlsaParser.parse(new String(bytes, StandardCharsets.ISO_8859_1)),
                        chain(),
                        certificate,
                        Instant.now()));
    }

    /** Nothing to compare: the records that a certificate needs. */
    private int forCertificate() {
        if (certificate.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "What to read is missing: TEXT, FILE or -, or --certificate.");
        }
        return output.print(terminal, LintReport.ofCertificate(certificate, chain()));
    }

    private boolean isFile() {
        try {
            return Files.isRegularFile(Path.of(text));
        } catch (InvalidPathException aRecord) {
            return false;
        }
    }

    private List<X509Certificate> chain() {
        if (certificate.isEmpty()) {
            return List.of();
        }
        var pem = new Input(terminal, spec).read(certificate);
        try {
            var chain =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (chain.isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(), "--certificate: " + certificate + " has no certificate in PEM format.");
            }
            return chain;
        } catch (CertificateException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--certificate: " + certificate + " has something that is not a certificate in PEM format.",
                    e);
        }
    }
}
