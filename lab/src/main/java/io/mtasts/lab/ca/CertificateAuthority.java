package io.mtasts.lab.ca;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A private certificate authority: a root, an intermediate that signs, and server certificates of every kind. As with
 * public authorities the chain that servers send has the leaf and the intermediate. All leaves of one authority share a
 * key pair, which makes a thousand of them cheap.
 */
public final class CertificateAuthority {
    /** How long an ordinary certificate lives, as with the large public authorities. */
    public static final Duration LIFE = Duration.ofDays(90);

    /** Where every leaf says that its issuer's certificate is; nothing in the lab answers there. */
    private static final AuthorityInformationAccess ISSUER_ADDRESS = new AuthorityInformationAccess(
            AccessDescription.id_ad_caIssuers,
            new GeneralName(GeneralName.uniformResourceIdentifier, "http://ca.lab.test/intermediate.crt"));

    private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);

    private final Clock clock;
    private final AtomicLong serials;
    private final KeyPair leafKeys;
    private final KeyPair intermediateKeys;
    private final PrivateKey rootKey;
    private final X509Certificate root;
    private final X509Certificate intermediate;

    private CertificateAuthority(String name, KeyKind kind, Clock clock) {
        this.clock = clock;
        this.serials = new AtomicLong(System.nanoTime());
        this.leafKeys = kind.keyPair();
        this.intermediateKeys = kind.keyPair();
        var rootKeys = kind.keyPair();
        this.rootKey = rootKeys.getPrivate();
        var subject = subject(Optional.of(name + " Root"));
        this.root = authority(name + " Root", rootKeys, subject, rootKey);
        this.intermediate = authority(name + " Intermediate", intermediateKeys, subject, rootKey);
    }

    private CertificateAuthority(String intermediate, X509Certificate root, PrivateKey rootKey, Clock clock) {
        this.clock = clock;
        this.serials = new AtomicLong(System.nanoTime());
        this.leafKeys = KeyKind.EC.keyPair();
        this.intermediateKeys = KeyKind.EC.keyPair();
        this.root = root;
        this.rootKey = rootKey;
        this.intermediate = authority(intermediate, intermediateKeys, nameOf(root), rootKey);
    }

    /** A new authority that nobody trusts yet; {@code name} starts the common names of its root and intermediate. */
    public static CertificateAuthority create(String name, Clock clock) {
        return create(name, KeyKind.EC, clock);
    }

    /** As {@link #create(String, Clock)}, with keys of this kind. */
    public static CertificateAuthority create(String name, KeyKind kind, Clock clock) {
        return new CertificateAuthority(name, kind, clock);
    }

    /**
     * An authority that exists already, by the PEM of its root and its private key, and may sign for an intermediate.
     *
     * @throws IllegalArgumentException when that is no certificate or no unencrypted private key
     */
    public static CertificateAuthority ofPem(String root, String key, Clock clock) {
        return new CertificateAuthority(
                "Lab Intermediate", Pem.certificates(root).getFirst(), Pem.key(key), clock);
    }

    /** Another intermediate, signed by this authority's own; what it issues comes with the certificate of that other alone. */
    CertificateAuthority below(String name) {
        return new CertificateAuthority(name, intermediate, intermediateKeys.getPrivate(), clock);
    }

    /** An ordinary certificate for these DNS names, valid from an hour ago for {@link #LIFE}. */
    public Identity issue(String... names) {
        return issue(leaf(names));
    }

    /** What an ordinary certificate for these DNS names says; the first is the common name as well. */
    public Leaf leaf(String... names) {
        var from = clock.instant().minus(Duration.ofHours(1));
        return new Leaf(List.of(names), Optional.of(names[0]), from, from.plus(LIFE));
    }

    /** A certificate that says what it is told to, signed by the intermediate. */
    public Identity issue(Leaf leaf) {
        var builder = builder(leaf, nameOf(intermediate), leafKeys);
        add(builder, Extension.authorityInfoAccess, false, ISSUER_ADDRESS);
        var signed = sign(builder, intermediateKeys.getPrivate());
        return new Identity(leafKeys.getPrivate(), List.of(signed, intermediate));
    }

    /** As {@link #issue(Leaf)}, with a mark of which some senders think that servers should not have it: that it is an authority's. */
    Identity issueAsAuthority(Leaf leaf) {
        var builder = builder(leaf, nameOf(intermediate), leafKeys, true);
        return new Identity(leafKeys.getPrivate(), List.of(sign(builder, intermediateKeys.getPrivate()), intermediate));
    }

    /** A certificate that vouches for itself. */
    public Identity selfSigned(Leaf leaf) {
        var signed = sign(builder(leaf, subject(leaf.commonName()), leafKeys), leafKeys.getPrivate());
        return new Identity(leafKeys.getPrivate(), List.of(signed));
    }

    public X509Certificate root() {
        return root;
    }

    /** The root with its private key, as cert-manager keeps an authority of its own in a Secret. */
    public Identity rootIdentity() {
        return new Identity(rootKey, List.of(root));
    }

    public String rootPem() {
        return Pem.of(root);
    }

    /** Writes the root as PEM, for {@code --ca}. */
    public Path writeRoot(Path file) {
        try {
            return Files.writeString(file, rootPem());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A trust store with this root alone. */
    public KeyStore trustStore() {
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("lab", root);
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this JVM has no usable key store", e);
        }
    }

    /** A client's context that trusts this root alone. */
    public SSLContext clientContext() {
        try {
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trustStore());
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS is not available in this JVM", e);
        }
    }

    Clock clock() {
        return clock;
    }

    private X509Certificate authority(String name, KeyPair keys, X500Name issuer, PrivateKey signer) {
        var from = clock.instant().minus(Duration.ofDays(365));
        var life = new Leaf(List.of(), Optional.of(name), from, from.plus(AUTHORITY_LIFE));
        var builder = plain(life, issuer, keys);
        add(builder, Extension.basicConstraints, true, new BasicConstraints(true));
        return sign(builder, signer);
    }

    private X509v3CertificateBuilder builder(Leaf leaf, X500Name issuer, KeyPair keys) {
        return builder(leaf, issuer, keys, false);
    }

    private X509v3CertificateBuilder builder(Leaf leaf, X500Name issuer, KeyPair keys, boolean authority) {
        var builder = plain(leaf, issuer, keys);
        add(builder, Extension.basicConstraints, true, new BasicConstraints(authority));
        add(builder, Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        if (!leaf.names().isEmpty()) {
            var names = leaf.names().stream()
                    .map(name -> new GeneralName(isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
                    .toArray(GeneralName[]::new);
            // critical where there is no subject (RFC 5280 section 4.2.1.6)
            boolean critical = leaf.commonName().isEmpty();
            add(builder, Extension.subjectAlternativeName, critical, new GeneralNames(names));
        }
        return builder;
    }

    private static boolean isAddress(String name) {
        return name.indexOf(':') >= 0 || name.matches("[0-9.]+");
    }

    private X509v3CertificateBuilder plain(Leaf leaf, X500Name issuer, KeyPair keys) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                BigInteger.valueOf(serials.incrementAndGet()),
                date(leaf.notBefore()),
                date(leaf.notAfter()),
                subject(leaf.commonName()),
                keys.getPublic());
    }

    private static void add(
            X509v3CertificateBuilder builder,
            org.bouncycastle.asn1.ASN1ObjectIdentifier id,
            boolean critical,
            org.bouncycastle.asn1.ASN1Encodable value) {
        try {
            builder.addExtension(id, critical, value);
        } catch (CertIOException e) {
            throw new IllegalArgumentException("an extension that has no encoding", e);
        }
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey signer) {
        try {
            var holder = builder.build(new JcaContentSignerBuilder(signature(signer)).build(signer));
            return new JcaX509CertificateConverter().getCertificate(holder);
        } catch (OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException("this JVM cannot sign with " + signature(signer), e);
        }
    }

    private static String signature(PrivateKey signer) {
        return KeyKind.valueOf(signer.getAlgorithm()).signature();
    }

    @SuppressWarnings("JavaUtilDate") // what Bouncy Castle takes
    private static Date date(Instant instant) {
        return Date.from(instant);
    }

    /** As it is encoded: written anew it might differ, and then the chain would not hold. */
    private static X500Name nameOf(X509Certificate certificate) {
        return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    }

    private static X500Name subject(Optional<String> commonName) {
        var builder = new X500NameBuilder(BCStyle.INSTANCE);
        commonName.ifPresent(name -> builder.addRDN(BCStyle.CN, name));
        return builder.build();
    }
}
