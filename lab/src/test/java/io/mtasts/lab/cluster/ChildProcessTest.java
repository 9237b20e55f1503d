package io.mtasts.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
    @TempDir
    Path directory;

    @Test
    void givesTheExitCodeAndTheLastWords() {
        try (var child = start("echo words; exit 3")) {
            assertThat(child.endsWithin(Duration.ofSeconds(10))).isTrue();
            assertThat(child.exitCode()).isEqualTo(3);
            assertThat(child.lastWords()).isEqualTo("words");
        }
    }

    @Test
    void endsWhenItIsClosed() {
        var child = start("exec sleep 600");
        assertThat(child.endsWithin(Duration.ofMillis(100))).isFalse();
        child.close();
        assertThat(child.endsWithin(Duration.ZERO)).isTrue();
    }

    @Test
    void endsInItsOwnWayWhenItIsStopped() {
        var child = start("trap 'echo farewell; exit 7' TERM; echo ready; while :; do sleep 0.1; done");
        await().until(() -> child.lastWords().equals("ready"));

        assertThat(child.stop(Duration.ofSeconds(10))).isTrue();
        assertThat(child.exitCode()).isEqualTo(7);
        assertThat(child.lastWords()).isEqualTo("ready\nfarewell");
    }

    @Test
    void endsWhenItsJvmIsKilled() throws Exception {
        var jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AnotherJvm.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var out = new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8))) {
            long child = Long.parseLong(out.readLine());
            assertThat(ProcessHandle.of(child)).isPresent();
            jvm.destroyForcibly();
            await().until(() -> ProcessHandle.of(child).isEmpty());
        }
    }

    private ChildProcess start(String script) {
        return ChildProcess.start(List.of("/bin/sh", "-c", script), directory, Map.of(), directory.resolve("log"));
    }

    /** Starts a program, says its process id, and stays until it is killed. */
    static final class AnotherJvm {
        private AnotherJvm() {}

        public static void main(String... arguments) throws Exception {
            var directory = Path.of(arguments[0]);
            var log = directory.resolve("log");
            var command = List.of("/bin/sh", "-c", "echo $$; exec sleep 600");
            try (var child = ChildProcess.start(command, directory, Map.of(), log)) {
                while (child.lastWords().isEmpty()) {
                    Thread.onSpinWait();
                }
                System.out.println(child.lastWords());
                child.endsWithin(Duration.ofMinutes(1));
            }
        }
    }
}
