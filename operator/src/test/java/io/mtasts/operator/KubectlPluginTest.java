package io.mtasts.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.CustomResourceDefinitions;
import io.mtasts.lab.cluster.ApiServer;
import io.mtasts.operator.cli.Main;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kubectl mtasts} by a real kubectl, which finds the script by a link on the PATH. */
class KubectlPluginTest {
    private static ApiServer cluster;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        cluster = ApiServer.start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private record Ended(int exit, String out, String err) {}

    @Test
    void isFoundAndHonoursKubectlsFlags() throws Exception {
        var without = plugin("status", "example.com", "-n", "default");
        assertThat(without.err())
                .isEqualTo("This cluster has no kind MailDomainPolicy: the CRDs are not installed. The chart installs"
                        + " them, or: mta-sts-operator crds | kubectl apply --server-side -f -\n");
        assertThat(without.exit()).isEqualTo(2);

        install();
        var told = plugin("status", "example.com", "-n", "mail");
        assertThat(told.out())
                .startsWith("example.com   mail/example-com ")
                .contains("no operator has written a status");
        assertThat(told.exit()).isEqualTo(3);
        assertThat(plugin("status", "example-com", "-A", "--context", "lab").out())
                .isNotEmpty();

        var unknown = plugin("status", "example.com", "--context", "elsewhere");
        assertThat(unknown.err()).isEqualTo("--context=elsewhere: there is no such context. Available: lab.\n");
        assertThat(unknown.exit()).isEqualTo(2);
    }

    @Test
    void passesTheOtherCommandsThrough() throws Exception {
        assertThat(plugin("explain", "MXNotCovered").out()).startsWith("MXNotCovered (error");
        assertThat(plugin("lint", "record", "v=STSv1; id=1;").exit()).isZero();
        assertThat(plugin("check").err()).contains("See  kubectl mtasts check --help");
        assertThat(plugin().out()).startsWith("Usage: kubectl mtasts COMMAND");

        var run = plugin("run");
        assertThat(run.err()).isEqualTo("kubectl mtasts has no command run: use status, check, lint or explain.\n");
        assertThat(run.exit()).isEqualTo(2);
    }

    @Test
    void saysThatNothingAnswers() throws Exception {
        var kubeconfig = Files.writeString(
                directory.resolve("nowhere"),
                cluster.kubeconfig().replaceFirst("https://127.0.0.1:\\d+", "https://127.0.0.1:1"));

        var told = plugin("status", "example.com", "--kubeconfig", kubeconfig.toString());

        assertThat(told.err()).startsWith("The API server does not answer: ");
        assertThat(told.exit()).isEqualTo(2);
        assertThat(plugin("status", "example.com", "--kubeconfig", "none").err())
                .isEqualTo("--kubeconfig=none: there is no such file, or it cannot be read.\n");
    }

    private void install() {
        for (var definition : cluster.client()
                .load(new java.io.ByteArrayInputStream(
                        CustomResourceDefinitions.yaml().getBytes(StandardCharsets.UTF_8)))
                .items()) {
            cluster.client().resource(definition).create();
        }
        cluster.kubectl().run("create", "namespace", "mail");
        Awaitility.await("the kind is served")
                .until(() ->
                        cluster.kubectl().runWithInput("""
                            apiVersion: mtasts.io/v1alpha1
                            kind: MailDomainPolicy
                            metadata: {name: example-com, namespace: mail}
                            spec: {domain: example.com, mx: [mx1.example.com]}
                            """, "apply", "-f", "-").exitCode() == 0);
    }

    /** Runs {@code kubectl mtasts} as a shell does where bin/kubectl-mtasts is linked to from a directory of the PATH. */
    private Ended plugin(String... arguments) throws IOException, InterruptedException {
        var opt = Files.createDirectories(directory.resolve("opt"));
        var path = Files.createDirectories(directory.resolve("path"));
        if (!Files.exists(path.resolve("kubectl-mtasts"))) {
            executable(opt.resolve("kubectl-mtasts"), Files.readString(Path.of("../bin/kubectl-mtasts")));
            executable(opt.resolve("mta-sts-operator"), standIn());
            Files.createSymbolicLink(path.resolve("kubectl-mtasts"), opt.resolve("kubectl-mtasts"));
        }
        var command = new ArrayList<>(List.of(cluster.kubectl().program().toString(), "mtasts"));
        command.addAll(List.of(arguments));
        var out = directory.resolve("out");
        var err = directory.resolve("err");
        var builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("PATH", path + ":" + System.getenv("PATH"));
        builder.environment()
                .put(
                        "KUBECONFIG",
                        cluster.writeKubeconfig(directory.resolve("kubeconfig")).toString());
        var process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** bin/mta-sts-operator runs the jar, which the build has not made yet when tests run: these are its classes. */
    private static String standIn() {
        return "#!/bin/sh\nexec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' %s \"$@\"\n"
                .formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        System.getProperty("java.class.path"),
                        Main.class.getName());
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
