package io.mtasts.operator.resources;

import io.fabric8.certmanager.api.model.v1.Certificate;
import io.fabric8.certmanager.api.model.v1.CertificateBuilder;
import io.mtasts.api.v1alpha1.IssuerRef;
import io.mtasts.api.v1alpha1.MailDomainPolicy;

/** What is asked of cert-manager: a certificate for one policy host, which it renews by itself. */
public final class CertificateOf {
    private CertificateOf() {}

    /** The Certificate of that policy's host, from that issuer. */
    public static Certificate certificate(MailDomainPolicy policy, IssuerRef issuer) {
        return new CertificateBuilder()
                .withMetadata(Ownership.metadata(policy))
                .withNewSpec()
                .withDnsNames(PolicyHostName.of(policy))
                .withSecretName(ChildName.tlsSecret(policy))
                .withNewIssuerRef()
                .withName(issuer.name())
                .withKind(issuer.kind())
                .withGroup(issuer.group())
                .endIssuerRef()
                .withNewPrivateKey()
                .withAlgorithm("ECDSA")
                .withSize(256)
                .withRotationPolicy("Always")
                .endPrivateKey()
                .withUsages("digital signature", "server auth")
                .endSpec()
                .build();
    }
}
