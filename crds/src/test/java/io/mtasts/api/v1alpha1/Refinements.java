package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What the generator cannot say or says twice, put right in the CRD of one kind. */
final class Refinements {
    private static final String NUMBER = "(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))";

    /** As for resources in Kubernetes' own schema. */
    private static final String QUANTITY =
            "^(\\+|-)?" + NUMBER + "(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?" + NUMBER + "))?$";

    private final Class<? extends HasMetadata> kind;

    Refinements(Class<? extends HasMetadata> kind) {
        this.kind = kind;
    }

    void refine(CustomResourceDefinition crd) {
        for (var version : crd.getSpec().getVersions()) {
            version.getAdditionalPrinterColumns().sort(Comparator.comparingInt(this::declaredAt));
            var root = version.getSchema().getOpenAPIV3Schema();
            describeKindSpecAndStatus(root);
            requireSpecOrDefaultIt(root);
            addItemRules(root.getProperties().get("spec"));
            refineSchema("", root);
        }
    }

    /** The generator sorts columns by path; people read them in the order of the annotations. */
    private int declaredAt(CustomResourceColumnDefinition column) {
        return Arrays.stream(kind.getAnnotationsByType(AdditionalPrinterColumn.class))
                .map(AdditionalPrinterColumn::name)
                .toList()
                .indexOf(column.getName());
    }

    /** These have no property of ours that could carry a description. */
    private void describeKindSpecAndStatus(JSONSchemaProps root) {
        var specAndStatus = ((ParameterizedType) kind.getGenericSuperclass()).getActualTypeArguments();
        root.setDescription(description(kind));
        root.getProperties().get("spec").setDescription(description((Class<?>) specAndStatus[0]));
        root.getProperties().get("status").setDescription(description((Class<?>) specAndStatus[1]));
    }

    private static String description(Class<?> type) {
        return type.getAnnotation(JsonClassDescription.class).value();
    }

    /** Without either, a resource without spec would pass, and none of its defaults be filled in. */
    private static void requireSpecOrDefaultIt(JSONSchemaProps root) {
        var spec = root.getProperties().get("spec");
        if (spec.getRequired().isEmpty()) {
            spec.setDefault(JsonNodeFactory.instance.objectNode());
        } else {
            root.setRequired(List.of("spec"));
        }
    }

    /** The annotation for rules can speak of a whole list only, and the message should show the one item. */
    private void addItemRules(JSONSchemaProps spec) {
        if (kind != MailDomainPolicy.class) {
            return;
        }
        var mx = spec.getProperties().get("mx");
        mx.getItems()
                .getSchema()
                .setXKubernetesValidations(List.of(
                        rule(Syntax.ASCII, Syntax.ASCII_MESSAGE), rule(Syntax.MX_PATTERN, Syntax.MX_PATTERN_MESSAGE)));
        var rua = spec.getProperties().get("tlsReporting").getProperties().get("rua");
        rua.getItems()
                .getSchema()
                .setXKubernetesValidations(List.of(rule(Syntax.REPORT_ADDRESS, Syntax.REPORT_ADDRESS_MESSAGE)));
    }

    private static ValidationRule rule(String rule, String message) {
        return new ValidationRuleBuilder().withRule(rule).withMessage(message).build();
    }

    private void refineSchema(String name, JSONSchemaProps schema) {
        // It finds the rules of a record component twice: on the field and on the accessor.
        schema.setXKubernetesValidations(
                schema.getXKubernetesValidations().stream().distinct().toList());
        if (Boolean.TRUE.equals(schema.getXKubernetesIntOrString())) {
            schema.setPattern(QUANTITY);
        }
        if ("array".equals(schema.getType())) {
            if (name.equals("conditions")) {
                schema.setXKubernetesListType("map");
                schema.setXKubernetesListMapKeys(List.of("type"));
            } else {
                schema.setXKubernetesListType("atomic");
            }
            refineSchema("", schema.getItems().getSchema());
        }
        if (schema.getAdditionalProperties() != null) {
            refineSchema("", schema.getAdditionalProperties().getSchema());
        }
        schema.getProperties().forEach(this::refineSchema);
    }
}
