package io.mtasts.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;

/** A mail server as an OpenSSL serves it: a root, what is between, a leaf, and the options of s_server; every part may be changed. */
final class OddServer {
    static final String ANY_LEVEL = ":@SECLEVEL=0";

    final String host;
    final Draft root;
    /** From the root downwards. */
    final List<Draft> between = new ArrayList<>();

    final Draft leaf;
    final List<String> options = new ArrayList<>();
    String ciphers = "DEFAULT" + ANY_LEVEL;
    /** Of what is sent behind the leaf, which is in order: the issuer of the leaf first. */
    UnaryOperator<List<X509CertificateHolder>> sent = UnaryOperator.identity();

    boolean trusted = true;
    boolean keyIdentifiers = true;

    OddServer(String id, String host) {
        this.host = host;
        this.root = authority(id + " root", "RSA 2048#root").lasting(-365, 3650);
        this.between.add(
                authority(id + " intermediate", "RSA 2048#intermediate").lasting(-365, 1825));
        this.leaf = new Draft("leaf of the lab", "RSA 2048#leaf");
        leaf.set(Extension.basicConstraints, false, new BasicConstraints(false))
                .set(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment))
                .set(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        names(leaf, host);
    }

    static Draft authority(String name, String keys) {
        return new Draft(name, keys)
                .set(Extension.basicConstraints, true, new BasicConstraints(true))
                .set(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    }

    static void names(Draft draft, String... names) {
        var general = new GeneralName[names.length];
        for (int i = 0; i < names.length; i++) {
            general[i] = new GeneralName(GeneralName.dNSName, names[i]);
        }
        draft.set(Extension.subjectAlternativeName, false, new GeneralNames(general));
    }

    OddServer with(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    OddServer ciphers(String names) {
        ciphers = names + ANY_LEVEL;
        return this;
    }

    /** What the client is to trust. */
    X509Certificate trustedRoot() {
        try {
            return new JcaX509CertificateConverter().getCertificate(signed(root, root));
        } catch (java.security.cert.CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes certificates and keys, and returns the options of s_server. */
    List<String> write(Path directory) {
        var all = new ArrayList<>(options);
        var chain = new ArrayList<X509CertificateHolder>();
        var issuer = root;
        for (var one : between) {
            chain.addFirst(signed(one, issuer));
            issuer = one;
        }
        all.addAll(List.of("-cipher", ciphers));
        all.addAll(files(directory, "", signed(leaf, issuer), leaf.keys, sent.apply(chain)));
        return all;
    }

    static List<String> files(
            Path directory,
            String prefix,
            X509CertificateHolder leaf,
            KeyPair keys,
            List<X509CertificateHolder> chain) {
        try {
            Files.writeString(directory.resolve(prefix + "leaf.pem"), pem("CERTIFICATE", leaf.getEncoded()));
            Files.writeString(
                    directory.resolve(prefix + "key.pem"),
                    pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
            var all = new ArrayList<>(
                    List.of("-" + prefix + "cert", prefix + "leaf.pem", "-" + prefix + "key", prefix + "key.pem"));
            if (!chain.isEmpty()) {
                var text = new StringBuilder();
                for (var one : chain) {
                    text.append(pem("CERTIFICATE", one.getEncoded()));
                }
                Files.writeString(directory.resolve(prefix + "chain.pem"), text);
                all.addAll(List.of("-" + prefix + "cert_chain", prefix + "chain.pem"));
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    X509CertificateHolder signed(Draft draft, Draft issuer) {
        try {
            if (keyIdentifiers && !draft.versionOne) {
                var utils = new JcaX509ExtensionUtils();
                if (draft != leaf) {
                    draft.set(
                            Extension.subjectKeyIdentifier,
                            false,
                            new SubjectKeyIdentifier(utils.createSubjectKeyIdentifier(draft.keys.getPublic())
                                    .getKeyIdentifier()));
                }
                draft.set(
                        Extension.authorityKeyIdentifier,
                        false,
                        new AuthorityKeyIdentifier(utils.createSubjectKeyIdentifier(
                                        (wrongIdentifier && draft == leaf ? draft : issuer).keys.getPublic())
                                .getKeyIdentifier()));
            }
            return draft.signedBy(issuer.keys, issuer.subject);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean wrongIdentifier;
    boolean secondEnded;
    boolean secondStranger;

    static X500Name name(String text) {
        return new X500Name(text);
    }

    static String pem(String label, byte[] der) {
        var base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, base64.encodeToString(der));
    }
}
