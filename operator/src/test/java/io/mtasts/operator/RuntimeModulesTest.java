package io.mtasts.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The image has a Java runtime of a few modules: nothing that the program names may be missing in it unawares. */
class RuntimeModulesTest {
    @Test
    void everyModuleThatTheClassesNameIsInTheRuntimeOrLeftOutOnPurpose() {
        var known = new TreeSet<>(modules(System.getProperty("image.modules")));
        known.addAll(modules(System.getProperty("image.modules.without")));

        assertThat(known)
                .as("image.modules and image.modules.without in operator/pom.xml")
                .containsAll(named());
    }

    /** By the program's own classes and all that they lead to. */
    private static Set<String> named() {
        var entries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .toList();
        var own = entries.stream()
                .filter(entry -> entry.matches(
                        ".*/(operator|checker|reports|crds)/target/classes|.*/(checker|reports|crds)-[^/]*\\.jar"))
                .toList();
        var arguments = new ArrayList<>(
                Arrays.asList("--multi-release", "25", "--ignore-missing-deps", "--print-module-deps", "-R", "-cp"));
        arguments.add(String.join(
                File.pathSeparator,
                entries.stream().filter(entry -> !own.contains(entry)).toList()));
        arguments.addAll(own);
        var said = new StringWriter();
        int exit = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(new PrintWriter(said), new PrintWriter(said), arguments.toArray(String[]::new));
        assertThat(exit).as(said.toString()).isZero();
        return modules(said.toString().lines().reduce((before, last) -> last).orElseThrow());
    }

    private static Set<String> modules(String list) {
        return Set.of(list.split(","));
    }
}
