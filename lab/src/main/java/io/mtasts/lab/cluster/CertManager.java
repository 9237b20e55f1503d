package io.mtasts.lab.cluster;

import io.fabric8.certmanager.api.model.v1.Certificate;
import io.fabric8.certmanager.api.model.v1.CertificateStatus;
import io.fabric8.certmanager.api.model.v1.ClusterIssuer;
import io.fabric8.certmanager.api.model.v1.ClusterIssuerBuilder;
import io.fabric8.certmanager.api.model.v1.Issuer;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.mtasts.lab.ca.CertificateAuthority;
import io.mtasts.lab.ca.Certificates;
import io.mtasts.lab.ca.Identity;
import io.mtasts.lab.cluster.Routes.Ref;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Plays cert-manager: signs Certificates into Secrets and says so in their status, from the moment that
 * {@link Crds#CERT_MANAGER} is installed, which may be late.
 */
public final class CertManager implements AutoCloseable {
    private static final String ALT_NAMES = "cert-manager.io/alt-names";

    private final KubernetesClient client;
    private final CertificateAuthority authority;
    private final InstantSource clock;
    private final LateInformer<Certificate> certificates;
    private final LateInformer<ClusterIssuer> clusterIssuers;
    private final LateInformer<Issuer> issuers;
    private final WorkLoop<Ref> work = new WorkLoop<>("lab-cert-manager", this::putRight);
    private final Set<Ref> again = ConcurrentHashMap.newKeySet();
    private final Map<String, Issuance> exceptions = new ConcurrentHashMap<>();
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean paused;

    CertManager(KubernetesClient client, ClusterView view, CertificateAuthority authority, InstantSource clock) {
        this.client = client;
        this.authority = authority;
        this.clock = clock;
        this.certificates = new LateInformer<>(client, view, Certificate.class);
        this.clusterIssuers = new LateInformer<>(client, view, ClusterIssuer.class);
        this.issuers = new LateInformer<>(client, view, Issuer.class);
        certificates.onEach(this::look);
        clusterIssuers.onEach(issuer -> lookAtAll());
        issuers.onEach(issuer -> lookAtAll());
    }

    /** What comes of a request for a certificate. */
    private sealed interface Issuance {
        record Signed(Certificates kind) implements Issuance {}

        record Failed(String words) implements Issuance {}
    }

    /** Makes a ClusterIssuer of that name that is ready; the kinds must be installed. */
    public void createClusterIssuer(String name) {
        var issuer = new ClusterIssuerBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withNewCa()
                .withSecretName("lab-ca")
                .endCa()
                .endSpec()
                .build();
        client.resource(issuer).createOr(NonDeletingOperation::update);
        client.resource(issuer)
                .editStatus(current -> new ClusterIssuerBuilder(current)
                        .withNewStatus()
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("True")
                        .withReason("KeyPairVerified")
                        .withMessage("Signing CA verified")
                        .withLastTransitionTime(
                                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
                        .endCondition()
                        .endStatus()
                        .build());
    }

    /** Takes that long for each Certificate from now on. */
    public void delay(Duration time) {
        delay = time;
    }

    /** Leaves Certificates waiting from now on, but for those that are named to {@link #signFor} or {@link #failFor}. */
    public void pause() {
        paused = true;
    }

    /** Goes on after {@link #pause()}, with those that wait too. */
    public void resume() {
        paused = false;
        lookAtAll();
    }

    /** Fails for Certificates with this DNS name, and says in their status why; those issued before stay. */
    public void failFor(String dnsName, String words) {
        exceptions.put(dnsName, new Issuance.Failed(words));
        lookAtAll();
    }

    /** Signs certificates of another kind for this DNS name, at once in place of the one that is there. */
    public void signFor(String dnsName, Certificates kind) {
        exceptions.put(dnsName, new Issuance.Signed(kind));
        certificates.all().stream()
                .filter(certificate -> certificate.getSpec().getDnsNames().contains(dnsName))
                .forEach(certificate -> {
                    again.add(Ref.to(certificate));
                    look(certificate);
                });
    }

    /** Signs ordinary certificates for this DNS name again; what failed is tried anew, what was signed stays. */
    public void mend(String dnsName) {
        exceptions.remove(dnsName);
        lookAtAll();
    }

    private void lookAtAll() {
        certificates.all().forEach(this::look);
    }

    private void look(Certificate certificate) {
        work.lookIn(delay, Ref.to(certificate));
    }

    private void putRight(Ref ref) {
        var certificate = client.resources(Certificate.class)
                .inNamespace(ref.namespace())
                .withName(ref.name())
                .get();
        if (certificate != null
                && certificate.getMetadata().getDeletionTimestamp() == null
                && (again.contains(ref) || !isIssued(certificate))) {
            issue(certificate);
            again.remove(ref);
        }
    }

    private boolean isIssued(Certificate certificate) {
        var secret = client.secrets()
                .inNamespace(certificate.getMetadata().getNamespace())
                .withName(certificate.getSpec().getSecretName())
                .get();
        return secret != null
                && names(certificate)
                        .equals(secret.getMetadata().getAnnotations().get(ALT_NAMES))
                && CertificateStatuses.isReady(certificate);
    }

    private void issue(Certificate certificate) {
        var exception = certificate.getSpec().getDnsNames().stream()
                .flatMap(name -> Optional.ofNullable(exceptions.get(name)).stream())
                .findFirst();
        var issuance = exception.orElse(new Issuance.Signed(Certificates.good()));
        if (!issuerIsReady(certificate) || (paused && exception.isEmpty())) {
            write(certificate, CertificateStatuses.waiting(certificate, clock.instant()));
            return;
        }
        switch (issuance) {
            case Issuance.Signed(var kind) -> {
                var identity = kind.forHost(
                        authority, certificate.getSpec().getDnsNames().getFirst());
                client.resource(secret(certificate, identity))
                        .fieldManager("lab")
                        .forceConflicts()
                        .serverSideApply();
                write(certificate, CertificateStatuses.issued(certificate, identity.leaf(), clock.instant()));
            }
            case Issuance.Failed(var words) ->
                write(certificate, CertificateStatuses.failed(certificate, words, clock.instant()));
        }
    }

    private boolean issuerIsReady(Certificate certificate) {
        var issuer = certificate.getSpec().getIssuerRef();
        return "ClusterIssuer".equals(issuer.getKind())
                ? clusterIssuers.get(issuer.getName()).isPresent()
                : issuers.get(certificate.getMetadata().getNamespace() + "/" + issuer.getName())
                        .isPresent();
    }

    private void write(Certificate certificate, CertificateStatus status) {
        if (!status.equals(certificate.getStatus())) {
            client.resource(certificate).editStatus(current -> {
                current.setStatus(status);
                return current;
            });
        }
    }

    private static Secret secret(Certificate certificate, Identity identity) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName(certificate.getSpec().getSecretName())
                .withNamespace(certificate.getMetadata().getNamespace())
                .addToLabels("controller.cert-manager.io/fao", "true")
                .addToAnnotations(
                        "cert-manager.io/certificate-name",
                        certificate.getMetadata().getName())
                .addToAnnotations(ALT_NAMES, names(certificate))
                .endMetadata()
                .withType("kubernetes.io/tls")
                .addToData("tls.crt", base64(identity.chainPem()))
                .addToData("tls.key", base64(identity.keyPem()))
                .build();
    }

    private static String names(Certificate certificate) {
        return String.join(",", certificate.getSpec().getDnsNames());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() {
        work.close();
    }
}
