package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** The web server that the mail domains of a namespace share. */
@Group("mtasts.io")
@Version("v1alpha1")
@ShortNames("pserver")
@Categories("mtasts")
@JsonClassDescription("The web server that the mail domains of a namespace share.")
@ValidationRule(
        value = "self.metadata.name.matches('^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$')",
        message = "metadata.name " + Syntax.DNS_LABEL_MESSAGE)
@AdditionalPrinterColumn(name = "DOMAINS", jsonPath = ".status.domains", type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "REPLICAS", jsonPath = ".spec.replicas", type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "READY", jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(name = "REASON", jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(
        name = "AGE",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
public class PolicyServer extends CustomResource<PolicyServerSpec, PolicyServerStatus> implements Namespaced {}
