package io.mtasts.tls;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;

/** The servers of {@code odd-servers.jsonl}, by their ids. */
final class OddServers {
    private static final ASN1ObjectIdentifier TLS_FEATURE = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.24");
    private static final ASN1ObjectIdentifier POLICY_CONSTRAINTS = new ASN1ObjectIdentifier("2.5.29.36");
    private static final ASN1ObjectIdentifier UNKNOWN = new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1");
    private static final int DNS = GeneralName.dNSName;

    private OddServers() {}

    /** The name of the mail server of a row. */
    static String host(String id) {
        return switch (id) {
            case "m31" -> "mx_1.m31.test";
            default -> "mx." + id + ".test";
        };
    }

    static OddServer of(String id) {
        var host = host(id);
        var it = new OddServer(id, host);
        var leaf = it.leaf;
        var above = it.between.getFirst();
        switch (id) {
            case "k01" -> it.with("-tls1_2").ciphers("AES128-GCM-SHA256");
            case "k03" -> it.with("-tls1_2").ciphers("DHE-RSA-AES128-GCM-SHA256");
            case "k04" -> it.with("-tls1_2").ciphers("ECDHE-RSA-AES256-SHA384");
            case "k06" -> it.with("-tls1_2").ciphers("ECDHE-RSA-CHACHA20-POLY1305");
            case "k09" -> it.with("-tls1_3");
            case "k11" -> it.with("-tls1_1").ciphers("ALL");
            case "g01" -> it.with("-curves", "P-256");
            case "g03" -> it.with("-curves", "P-521");
            case "g04" -> it.with("-curves", "X25519");
            case "g07" -> it.with("-tls1_2", "-curves", "brainpoolP256r1").ciphers("ECDHE-RSA-AES128-GCM-SHA256");
            case "c01" -> leaf.keys = Draft.keys("RSA 1024");
            case "c02", "e01", "t12" -> {}
            case "c04" -> leaf.keys = Draft.keys("RSASSA-PSS 2048");
            case "c06" -> {
                leaf.keys = Draft.keys("EC secp256r1#leaf");
                above.keys = Draft.keys("EC secp256r1#intermediate");
                leaf.set(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            }
            case "c09" -> {
                leaf.keys = Draft.keys("Ed25519");
                leaf.set(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            }
            case "c12" -> {
                leaf.keys = Draft.keys("EC brainpoolP256r1");
                leaf.set(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
                it.with("-tls1_2").ciphers("ECDHE-ECDSA-AES128-GCM-SHA256");
            }
            case "c13" -> leaf.keys = Draft.keys("RSA 9216");
            case "s01" -> leaf.signature = "SHA1withRSA";
            case "s04" -> leaf.signature = "MD5withRSA";
            case "s05" -> {
                above.keys = Draft.keys("EC secp256r1#intermediate");
                leaf.signature = "SHA512withECDSA";
            }
            case "s06" -> it.with("-tls1_2", "-sigalgs", "RSA+SHA1");
            case "d01" -> second(it, true, false);
            case "d02" -> {
                leaf.lasting(-90, -3);
                second(it, false, false);
            }
            case "d05" -> second(it, false, true);
            case "d07" -> {
                leaf.lasting(-90, -3);
                second(it, false, false);
                it.with("-tls1_2", "-serverpref").ciphers("ECDHE-ECDSA-AES128-GCM-SHA256:DEFAULT");
            }
            case "h02" -> {
                it.between.addFirst(
                        OddServer.authority(id + " upper", "RSA 2048#upper").lasting(-365, 1825));
                it.sent = List::reversed;
            }
            case "h05" -> {
                var twin = OddServer.authority(id + " intermediate", "RSA 2048#intermediate")
                        .lasting(-365, -20);
                it.sent = chain -> Stream.concat(Stream.of(it.signed(twin, it.root)), chain.stream())
                        .toList();
            }
            case "h08" -> {
                for (int n = 2; n <= 6; n++) {
                    it.between.add(OddServer.authority(id + " intermediate " + n, "RSA 2048#i" + n)
                            .lasting(-365, 1825));
                }
            }
            case "h11" -> {
                it.between.clear();
                it.root.lasting(-3650, -10);
            }
            case "h12" -> {
                above.subject = new X500NameBuilder(BCStyle.INSTANCE)
                        .addRDN(BCStyle.CN, new DERUTF8String(id + " intermediate"))
                        .build();
                leaf.issuer = new X500NameBuilder(BCStyle.INSTANCE)
                        .addRDN(BCStyle.CN, new DERPrintableString(id + " intermediate"))
                        .build();
            }
            case "n01" -> permit(above, new GeneralName(DNS, id + ".test"));
            case "n02" -> permit(above, new GeneralName(DNS, "other.test"));
            case "n03" -> {
                permit(above, new GeneralName(DNS, id + ".test"));
                alternative(leaf, false, ia5(host), new DERTaggedObject(false, 7, octets(127, 0, 0, 1, 9)));
            }
            case "n05" -> {
                it.between.clear();
                permit(it.root, new GeneralName(DNS, "other.test"));
            }
            case "n09" -> {
                permit(above, new GeneralName(OddServer.name("O=Lab")));
                leaf.subject = OddServer.name("O=Lab");
            }
            case "e02" -> purpose(leaf, KeyPurposeId.id_kp_clientAuth);
            case "e03" -> leaf.without(Extension.extendedKeyUsage);
            case "e04" -> purpose(above, KeyPurposeId.id_kp_clientAuth);
            case "e06" -> purpose(above, KeyPurposeId.anyExtendedKeyUsage);
            case "u01" -> leaf.set(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyEncipherment));
            case "u03" -> above.set(Extension.keyUsage, true, new KeyUsage(KeyUsage.cRLSign));
            case "p01" -> purpose(leaf, KeyPurposeId.anyExtendedKeyUsage);
            case "b01" -> above.set(Extension.basicConstraints, true, new BasicConstraints(false));
            case "b03" ->
                leaf.set(Extension.basicConstraints, true, new BasicConstraints(true))
                        .set(
                                Extension.keyUsage,
                                true,
                                new KeyUsage(
                                        KeyUsage.digitalSignature | KeyUsage.keyEncipherment | KeyUsage.keyCertSign));
            case "b04" -> {
                above.set(Extension.basicConstraints, true, new BasicConstraints(0));
                it.between.add(
                        OddServer.authority(id + " lower", "RSA 2048#lower").lasting(-365, 1825));
            }
            case "b06" -> it.wrongIdentifier = true;
            case "m01" -> {
                leaf.subject = OddServer.name("CN=" + host);
                leaf.without(Extension.subjectAlternativeName);
            }
            case "m02" -> OddServer.names(leaf, "*." + id + ".test");
            case "m03" -> OddServer.names(leaf, "m*." + id + ".test");
            case "m11" -> alternative(leaf, false, new DERTaggedObject(false, 7, octets(127, 0, 0, 1)));
            case "m12" -> OddServer.names(leaf, many(100, host));
            case "m14" -> OddServer.names(leaf, many(1500, host));
            case "m15" -> alternative(leaf, true, ia5(host));
            case "m18" -> OddServer.names(leaf, "mx.other.test");
            case "m19" -> OddServer.names(leaf, host, "mx two." + id + ".test");
            case "m22" -> OddServer.names(leaf, host, "." + id + ".test");
            case "m23" -> alternative(leaf, false, ia5(host), new DERTaggedObject(false, 7, octets(127, 0, 0, 1, 9)));
            case "m25" ->
                alternative(
                        leaf,
                        false,
                        ia5(host),
                        new DERTaggedObject(
                                false,
                                2,
                                new DEROctetString(("mäx." + id + ".test").getBytes(StandardCharsets.UTF_8))));
            case "m27" -> OddServer.names(leaf, host, "-x." + id + ".test");
            case "m28" -> leaf.subject = new X500NameBuilder(BCStyle.INSTANCE).build();
            case "m29" -> {
                leaf.subject = OddServer.name("CN=" + host);
                OddServer.names(leaf, "other.test");
            }
            case "m30" -> {
                leaf.subject = new X500NameBuilder(BCStyle.INSTANCE).build();
                leaf.signature = "SHA256withRSAandMGF1";
            }
            case "m31" -> OddServer.names(leaf, "default.m31.test");
            case "x01" -> leaf.serial = BigInteger.valueOf(-4711);
            case "x03" -> leaf.serial = BigInteger.ONE.shiftLeft(20 * 8 + 3);
            case "x06" -> {
                it.between.clear();
                it.root.versionOne = true;
            }
            case "x08" -> leaf.generalizedTime = true;
            case "x10" -> leaf.from = Instant.now().plus(Duration.ofMinutes(40));
            case "x12" -> leaf.set(TLS_FEATURE, false, new DERSequence(new ASN1Integer(5)));
            case "x14" -> leaf.set(UNKNOWN, true, DERNull.INSTANCE);
            case "x19" -> leaf.lasting(-30, 3620);
            case "t01" -> it.with("-verify", "1");
            case "t03" -> it.with("-tls1_3", "-Verify", "1");
            case "t07" -> it.with("-tls1_2", "-servername", "other.test");
            default -> throw new IllegalArgumentException("no server for " + id);
        }
        return it;
    }

    /** Rows whose other certificate goes by the server's name. */
    static List<String> second(String id, OddServer it, java.nio.file.Path directory) {
        var other = new Draft("other", "RSA 2048#other");
        switch (id) {
            case "m31" -> OddServer.names(other, it.host);
            case "t07" -> OddServer.names(other, "other.test");
            case "d01", "d02", "d05", "d07" -> {
                return ecdsa(it, directory);
            }
            default -> {
                return List.of();
            }
        }
        // s_server sends no chain with the certificate that goes by the name
        var files = OddServer.files(directory, "o", it.signed(other, it.root), other.keys, List.of());
        var options = new ArrayList<>(List.of("-cert2", files.get(1), "-key2", files.get(3)));
        if (id.equals("m31")) {
            options.addAll(List.of("-servername", it.host));
        }
        return options;
    }

    private static void second(OddServer it, boolean ended, boolean stranger) {
        it.secondEnded = ended;
        it.secondStranger = stranger;
    }

    private static List<String> ecdsa(OddServer it, java.nio.file.Path directory) {
        var leaf = new Draft("leaf of the lab", "EC secp256r1#leaf")
                .set(Extension.basicConstraints, false, new BasicConstraints(false))
                .set(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .set(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        OddServer.names(leaf, it.host);
        if (it.secondEnded) {
            leaf.lasting(-90, -3);
        }
        var issuer =
                it.secondStranger ? OddServer.authority("stranger", "EC secp256r1#stranger") : it.between.getFirst();
        var chain = it.secondStranger
                ? List.<org.bouncycastle.cert.X509CertificateHolder>of()
                : List.of(it.signed(issuer, it.root));
        return OddServer.files(directory, "d", it.signed(leaf, issuer), leaf.keys, chain);
    }

    private static void purpose(Draft draft, KeyPurposeId purpose) {
        draft.set(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
    }

    private static void permit(Draft authority, GeneralName name) {
        authority.set(
                Extension.nameConstraints,
                true,
                new NameConstraints(new GeneralSubtree[] {new GeneralSubtree(name)}, null));
    }

    private static DERTaggedObject ia5(String name) {
        return new DERTaggedObject(false, DNS, new DERIA5String(name));
    }

    private static DEROctetString octets(int... octets) {
        var bytes = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            bytes[i] = (byte) octets[i];
        }
        return new DEROctetString(bytes);
    }

    private static void alternative(Draft draft, boolean critical, DERTaggedObject... names) {
        var all = new ASN1EncodableVector();
        all.addAll(names);
        draft.set(Extension.subjectAlternativeName, critical, new DERSequence(all));
    }

    private static String[] many(int count, String host) {
        return Stream.concat(
                        IntStream.range(0, count).mapToObj(n -> "name-%04d.of-the-many.example.com".formatted(n)),
                        Stream.of(host))
                .toArray(String[]::new);
    }
}
