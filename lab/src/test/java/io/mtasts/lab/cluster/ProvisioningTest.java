package io.mtasts.lab.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvisioningTest {
    private static final Provisioning.Source NO_NETWORK =
            (empty, progress) -> Optional.of("the network is out of reach");

    /** Does what `go build -o DIR tool` does, as far as anybody looks, and writes down how it was called. */
    private static final String FAKE_GO = """
        #!/bin/sh
        echo "$PWD $CGO_ENABLED $*" >>"$(dirname "$0")/calls"
        while [ "$1" != -o ]; do shift; done
        for program in kube-apiserver server kubectl; do
          echo "#!/bin/sh" >"$2$program" && chmod +x "$2$program"
        done
        """;

    @TempDir
    Path machine;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private Path home;
    private Path goDirectory;
    private Path module;

    @BeforeEach
    void aCloneWithTestenv() throws IOException {
        home = machine.resolve("home/.kubeapitest");
        goDirectory = Files.createDirectories(machine.resolve("go/bin"));
        module = Files.createDirectories(machine.resolve("clone/lab"));
        Files.writeString(
                Files.createDirectories(machine.resolve("clone/testenv")).resolve("go.mod"), "module fake\n");
    }

    @Test
    void buildsWithGoWhereNothingCanBeDownloaded() throws IOException {
        installGo(FAKE_GO);
        var binaries = provisioning().provide();

        assertThat(binaries.complete()).isTrue();
        assertThat(binaries.directory().getParent()).isEqualTo(home.resolve("k8s"));
        assertThat(binaries.directory().getFileName().toString()).startsWith(KubeBinaries.VERSION + "-");
        assertThat(Files.readString(goDirectory.resolve("calls")))
                .startsWith(machine.resolve("clone/testenv").toRealPath() + " 0 build -trimpath")
                .contains("-X k8s.io/component-base/version.gitVersion=v" + KubeBinaries.VERSION);
        assertThat(said.toString(UTF_8)).startsWith("building kube-apiserver, etcd and kubectl");
        try (var left = Files.list(home.resolve("k8s"))) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            binaries.directory().getFileName().toString(),
                            binaries.directory().getFileName() + ".lock");
        }
    }

    @Test
    void buildsOnceHoweverManyAsk() throws IOException {
        installGo(FAKE_GO);
        var asking = IntStream.range(0, 4)
                .mapToObj(
                        i -> CompletableFuture.supplyAsync(() -> provisioning().provide()))
                .toList();
        assertThat(asking)
                .allSatisfy(answer -> assertThat(answer.join().complete()).isTrue());
        assertThat(Files.readAllLines(goDirectory.resolve("calls"))).hasSize(1);
    }

    @Test
    void buildsOnceWhenTwoMachinesOfJavaAsk() throws Exception {
        installGo(FAKE_GO);
        var running = new ArrayList<Process>();
        for (int i = 0; i < 2; i++) {
            running.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            AnotherJvm.class.getName(),
                            home.toString(),
                            goDirectory.toString(),
                            module.toString())
                    .inheritIO()
                    .start());
        }
        for (var process : running) {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
        assertThat(Files.readAllLines(goDirectory.resolve("calls"))).hasSize(1);
    }

    @Test
    void touchesNothingWhenTheProgramsAreThere() throws IOException {
        installGo(FAKE_GO);
        provisioning().provide();
        Files.delete(goDirectory.resolve("calls"));
        assertThat(provisioning().provide().complete()).isTrue();
        assertThat(goDirectory.resolve("calls")).doesNotExist();
    }

    @Test
    void saysWhatToInstallWhenThereIsNoWay() {
        assertThatThrownBy(() -> provisioning().provide())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("The tests need kube-apiserver, etcd and kubectl 1.36.3 in " + home)
                .hasMessageContaining("the network is out of reach")
                .hasMessageEndingWith(
                        "Go is not installed here to build them: install Go 1.26 or newer and put it on the"
                                + " PATH, or give this machine a way to that download, then start again.");
    }

    @Test
    void quotesABuildThatFailsAndLeavesNothingHalfDone() throws IOException {
        installGo("#!/bin/sh\necho 'go: no such module' >&2\nexit 1\n");
        assertThatThrownBy(() -> provisioning().provide()).hasMessageContaining("failed:\ngo: no such module");
        try (var left = Files.list(home.resolve("k8s"))) {
            assertThat(left.filter(Files::isDirectory)).isEmpty();
        }
    }

    private Provisioning provisioning() {
        var build = new GoBuild(List.of(machine.resolve("nowhere"), goDirectory), module);
        return new Provisioning(home, List.of(NO_NETWORK, build), new PrintStream(said, true, UTF_8));
    }

    private void installGo(String script) throws IOException {
        var go = Files.writeString(goDirectory.resolve("go"), script);
        assertThat(go.toFile().setExecutable(true)).isTrue();
    }

    /** What a second test JVM does: home, directory of go and working directory come as arguments. */
    static final class AnotherJvm {
        private AnotherJvm() {}

        public static void main(String... arguments) {
            var build = new GoBuild(List.of(Path.of(arguments[1])), Path.of(arguments[2]));
            new Provisioning(Path.of(arguments[0]), List.of(build), System.err).provide();
        }
    }
}
