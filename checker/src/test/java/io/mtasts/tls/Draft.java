package io.mtasts.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v1CertificateBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A certificate before it is signed, everything of which may be changed: also to what no authority issues. */
final class Draft {
    private static final Map<String, KeyPair> KEYS = new ConcurrentHashMap<>();
    private static long serials = System.nanoTime();

    X500Name subject;
    /** Of whoever signs it, where nothing else is wanted. */
    @Nullable
    X500Name issuer;

    KeyPair keys;
    BigInteger serial = BigInteger.valueOf(++serials);
    Instant from = Instant.now().minus(Duration.ofDays(30));
    Instant until = from.plus(Duration.ofDays(330));
    String signature = "";
    boolean versionOne;
    boolean generalizedTime;
    private final Map<ASN1ObjectIdentifier, Extension> extensions = new LinkedHashMap<>();

    Draft(String commonName, String keys) {
        this.subject = new X500Name("CN=" + commonName);
        this.keys = keys(keys);
    }

    /** "RSA 2048", "EC secp256r1", "Ed25519", with a number behind a hash where another pair of that kind is wanted. */
    static KeyPair keys(String kind) {
        return KEYS.computeIfAbsent(kind, Draft::generated);
    }

    private static KeyPair generated(String kind) {
        try {
            var parts = kind.replaceFirst("#.*", "").split(" ", 2);
            var generator = kind.contains("brainpool") // which the JDK has no longer
                    ? KeyPairGenerator.getInstance(parts[0], new BouncyCastleProvider())
                    : KeyPairGenerator.getInstance(parts[0]);
            switch (parts[0]) {
                case "EC" -> generator.initialize(new ECGenParameterSpec(parts[1]));
                case "RSA", "RSASSA-PSS" -> generator.initialize(Integer.parseInt(parts[1]));
                default -> {}
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(kind, e);
        }
    }

    Draft set(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {
        try {
            extensions.put(
                    id, new Extension(id, critical, value.toASN1Primitive().getEncoded("DER")));
            return this;
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    Draft without(ASN1ObjectIdentifier id) {
        extensions.remove(id);
        return this;
    }

    Draft lasting(int fromDays, int untilDays) {
        from = Instant.now().plus(Duration.ofDays(fromDays));
        until = Instant.now().plus(Duration.ofDays(untilDays));
        return this;
    }

    @SuppressWarnings("JavaUtilDate") // what Bouncy Castle takes
    X509CertificateHolder signedBy(KeyPair authority, X500Name itsName) {
        var issuer = this.issuer == null ? itsName : this.issuer;
        var publicKey = SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
        if (versionOne) {
            return new X509v1CertificateBuilder(issuer, serial, Date.from(from), Date.from(until), subject, publicKey)
                    .build(signer(authority));
        }
        var builder = generalizedTime
                ? new X509v3CertificateBuilder(
                        issuer,
                        serial,
                        new org.bouncycastle.asn1.x509.Time(
                                new org.bouncycastle.asn1.ASN1GeneralizedTime(Date.from(from))),
                        new org.bouncycastle.asn1.x509.Time(
                                new org.bouncycastle.asn1.ASN1GeneralizedTime(Date.from(until))),
                        subject,
                        publicKey)
                : new X509v3CertificateBuilder(issuer, serial, Date.from(from), Date.from(until), subject, publicKey);
        try {
            for (var extension : extensions.values()) {
                builder.addExtension(extension);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
        return builder.build(signer(authority));
    }

    private ContentSigner signer(KeyPair authority) {
        var usual = switch (authority.getPrivate().getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "EdDSA" -> "Ed25519";
            default -> "SHA256withRSA";
        };
        try {
            var signer = new JcaContentSignerBuilder(signature.isEmpty() ? usual : signature);
            return (signature.endsWith("MGF1") ? signer.setProvider(new BouncyCastleProvider()) : signer)
                    .build(authority.getPrivate()); // Java knows RSA-PSS by another name
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }
}
