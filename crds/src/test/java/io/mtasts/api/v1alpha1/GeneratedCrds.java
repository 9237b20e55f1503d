package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDGenerator.CRDOutput;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The CRD of each kind, generated from its classes. The YAML is written here: the generator's own leaves {@code False}
 * without quotes, which kubectl reads as a boolean, and writes 31557600 as 3.15576E7.
 */
final class GeneratedCrds implements CRDPostProcessor, CRDOutput<OutputStream> {
    /** The command that brings the files in git up to date. */
    static final String REFRESH =
            "mvn -pl crds -am test -Dtest=CrdFilesTest -Dsurefire.failIfNoSpecifiedTests=false" + " -Dcrds.update";

    private static final List<Class<? extends HasMetadata>> KINDS = List.of(MailDomainPolicy.class, PolicyServer.class);

    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build());

    private final SortedMap<String, String> yaml = new TreeMap<>();

    private GeneratedCrds() {}

    /** File name to YAML. */
    static SortedMap<String, String> yaml() {
        var crds = new GeneratedCrds();
        new CRDGenerator()
                .customResourceClasses(KINDS)
                .forCRDVersions("v1")
                .withPostProcessor(crds)
                .withOutput(crds)
                .generate();
        return crds.yaml;
    }

    @Override
    public HasMetadata process(HasMetadata generated, String crdSpecVersion) {
        var crd = (CustomResourceDefinition) generated;
        new Refinements(kind(crd)).refine(crd);
        yaml.put(crd.getMetadata().getName() + "-v1.yml", write(crd));
        return crd;
    }

    private static Class<? extends HasMetadata> kind(CustomResourceDefinition crd) {
        return KINDS.stream()
                .filter(kind -> HasMetadata.getKind(kind)
                        .equals(crd.getSpec().getNames().getKind()))
                .findFirst()
                .orElseThrow();
    }

    private static String write(CustomResourceDefinition crd) {
        try {
            JsonNode tree = new KubernetesSerialization().convertValue(crd, JsonNode.class);
            return "# Generated from the classes of io.mtasts.api.v1alpha1; to refresh it: " + REFRESH + "\n"
                    + YAML.writeValueAsString(withWholeNumbers(tree));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode withWholeNumbers(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                object.properties().forEach(property -> property.setValue(withWholeNumbers(property.getValue())));
                yield object;
            }
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, withWholeNumbers(array.get(i)));
                }
                yield array;
            }
            case JsonNode number
            when number.isDouble() && number.canConvertToExactIntegral() -> LongNode.valueOf(number.longValue());
            case JsonNode other -> other;
        };
    }

    /** The generator wants to write too; what it writes is not used. */
    @Override
    public OutputStream outputFor(String crdName) {
        return OutputStream.nullOutputStream();
    }

    @Override
    public void close() {}
}
