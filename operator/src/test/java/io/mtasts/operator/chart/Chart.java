package io.mtasts.operator.chart;

import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.mtasts.lab.cluster.ApiServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** The Helm chart of this repository. */
final class Chart {
    static final Path DIRECTORY =
            Path.of("../helm/mta-sts-operator").toAbsolutePath().normalize();

    /** The release, and with it the objects. */
    static final String NAME = "mta-sts-operator";

    static final String NAMESPACE = "mta-sts-system";

    private static final String NO_HOOK = "example.com/no-hook";

    private static final String KUBERNETES = "1.36.3";

    private Chart() {}

    static Helm helm() {
        return new Helm(DIRECTORY);
    }

    /** The objects of that kind that an installation with these values, written in YAML, would make. */
    static <T extends HasMetadata> List<T> render(Class<T> kind, String values) {
        return all(values).stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** As the chart is, with no value changed. */
    static <T extends HasMetadata> List<T> render(Class<T> kind) {
        return render(kind, "{}");
    }

    /** Those of a kind that has no class here. */
    static List<GenericKubernetesResource> render(String kind, String values) {
        return render(GenericKubernetesResource.class, values).stream()
                .filter(object -> object.getKind().equals(kind))
                .toList();
    }

    /** Every object but those of hooks and tests, which {@code helm template} leaves out when it is called so. */
    static List<HasMetadata> all(String values) {
        return template(DIRECTORY, values);
    }

    /** The objects of hooks and tests: those of a chart in which what makes a hook of them is called otherwise. */
    static <T extends HasMetadata> List<T> hooks(Class<T> kind, String values) {
        try {
            var copy = Files.createTempDirectory(Path.of("target"), "chart");
            copyWithoutHooks(copy);
            return template(copy, values).stream()
                    .filter(kind::isInstance)
                    .map(kind::cast)
                    .filter(object -> object.getMetadata().getAnnotations() != null
                            && object.getMetadata().getAnnotations().containsKey(NO_HOOK))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copyWithoutHooks(Path copy) throws IOException {
        try (var files = Files.walk(DIRECTORY)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target = copy.resolve(DIRECTORY.relativize(file));
                Files.createDirectories(target.getParent());
                Files.writeString(target, Files.readString(file).replace("helm.sh/hook:", NO_HOOK + ":"));
            }
        }
    }

    private static List<HasMetadata> template(Path chart, String values) {
        return withValues(
                values,
                file -> objects(new Helm(chart)
                        .template()
                        .withName(NAME)
                        .withNamespace(NAMESPACE)
                        .withKubeVersion(KUBERNETES)
                        .withValuesFile(file)
                        .call()));
    }

    /** What an installation with these values says to the person who runs it. */
    static String notes(String values) {
        return withValues(
                values,
                file -> helm().install()
                        .dryRun()
                        .clientOnly()
                        .withName(NAME)
                        .withNamespace(NAMESPACE)
                        .withKubeVersion(KUBERNETES)
                        .withValuesFile(file)
                        .call()
                        .getOutput()
                        .split("\nNOTES:\n")[1]);
    }

    /** Installs it into {@link #NAMESPACE}, which has to exist. */
    static void install(ApiServer cluster, String values) {
        withValues(
                values,
                file -> helm().install()
                        .withName(NAME)
                        .withNamespace(NAMESPACE)
                        .withValuesFile(file)
                        .withKubeConfigContents(cluster.kubeconfig())
                        .call());
    }

    /** With a file that holds these values, in YAML. */
    static <T> T withValues(String values, Function<Path, T> command) {
        try {
            var file = Files.createTempFile("values", ".yaml");
            try {
                return command.apply(Files.writeString(file, values));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<HasMetadata> objects(String yaml) {
        List<HasMetadata> objects = new KubernetesSerialization()
                .unmarshal(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
        return objects;
    }
}
