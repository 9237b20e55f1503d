package io.mtasts.api.v1alpha1;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The CRDs of this version, to apply to a cluster. */
public final class CustomResourceDefinitions {
    private static final List<String> FILES =
            List.of("maildomainpolicies.mtasts.io-v1.yml", "policyservers.mtasts.io-v1.yml");

    private CustomResourceDefinitions() {}

    /** All of them as one stream of YAML documents. */
    public static String yaml() {
        return FILES.stream().map(CustomResourceDefinitions::read).collect(Collectors.joining("---\n"));
    }

    private static String read(String file) {
        try (var yaml = CustomResourceDefinitions.class.getResourceAsStream("/META-INF/fabric8/" + file)) {
            return new String(Objects.requireNonNull(yaml, file).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
