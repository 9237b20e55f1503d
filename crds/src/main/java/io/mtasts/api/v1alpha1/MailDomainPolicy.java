package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** The MTA-STS policy of one mail domain (RFC 8461): what is wanted in the spec, what senders see in the status. */
@Group("mtasts.io")
@Version("v1alpha1")
@ShortNames("mdp")
@Categories("mtasts")
@JsonClassDescription("The MTA-STS policy of one mail domain (RFC 8461): what is wanted, and what senders see.")
@AdditionalPrinterColumn(name = "DOMAIN", jsonPath = ".spec.domain")
@AdditionalPrinterColumn(name = "MODE", jsonPath = ".spec.mode")
@AdditionalPrinterColumn(name = "SERVED", jsonPath = ".status.policy.mode")
@AdditionalPrinterColumn(name = "MAIL", jsonPath = ".status.mail")
@AdditionalPrinterColumn(name = "READY", jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(name = "REASON", jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(
        name = "AGE",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(name = "ID", jsonPath = ".status.policy.id", priority = 1)
@AdditionalPrinterColumn(name = "NEXT", jsonPath = ".status.next.summary", priority = 1)
public class MailDomainPolicy extends CustomResource<MailDomainPolicySpec, MailDomainPolicyStatus>
        implements Namespaced {}
