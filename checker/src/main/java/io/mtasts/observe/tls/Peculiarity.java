package io.mtasts.observe.tls;

/**
 * A way in which a mail server's TLS, or its certificate, is such that not every sender takes it. Who does is written in
 * {@code sending-stacks.properties}, under these names.
 */
public enum Peculiarity {
    RSA_TOO_SMALL("has an RSA key of less than 2048 bits in its chain of certificates", Remedies.KEY),
    RSA_TOO_LARGE("has an RSA key of more than 8192 bits in its chain of certificates", Remedies.KEY),
    PSS_KEY("has a certificate whose key is for RSA-PSS alone", Remedies.KEY),
    ED25519_KEY("has a certificate with an Ed25519 key", Remedies.KEY),
    SHA1_SIGNATURE("has a certificate in its chain that is signed with SHA-1", Remedies.REISSUE),
    NEGATIVE_SERIAL("has a certificate with a negative serial number", Remedies.REISSUE),
    MALFORMED_NAME(
            "has a certificate with a malformed entry beside its names: an IP address of the wrong length, or letters"
                    + " that are not ASCII",
            Remedies.REISSUE),
    NOT_FOR_SIGNATURES("has a certificate whose key usage leaves out digital signatures", Remedies.REISSUE),
    LEAF_IS_AUTHORITY("has a certificate that says it is an authority's own (CA:TRUE)", Remedies.REISSUE),
    LEAF_FOR_ANY_PURPOSE(
            "has a certificate whose extended key usage is anyExtendedKeyUsage, without serverAuth", Remedies.REISSUE),
    MUST_STAPLE_IGNORED(
            "has a certificate that demands a stapled OCSP response (Must-Staple), and sends none",
            "Turn OCSP stapling on there, or get a certificate without Must-Staple."),
    ISSUER_WRITTEN_OTHERWISE(
            "has a certificate that encodes its issuer's name differently from the issuer", Remedies.REISSUE),
    ISSUER_KEY_OTHERWISE(
            "has a certificate whose authority key identifier is not that of its issuer", Remedies.REISSUE),
    ISSUER_FOR_ANY_PURPOSE(
            "has an intermediate certificate whose extended key usage is anyExtendedKeyUsage, without serverAuth",
            Remedies.REISSUE),
    ISSUER_NOT_FOR_SERVERS(
            "has an intermediate certificate whose extended key usage does not include serverAuth", Remedies.REISSUE),
    /** Java refuses it as well. */
    ISSUER_MAY_NOT_SIGN(
            "has an intermediate certificate whose key usage does not include keyCertSign", Remedies.REISSUE),
    ISSUER_CONSTRAINS_OTHER_NAMES(
            "has an intermediate certificate with name constraints of a kind other than DNS", Remedies.REISSUE),
    ENDED_TWIN_FIRST(
            "sends an expired intermediate certificate ahead of a valid one with the same name and key",
            "Remove the expired certificate from the chain there."),
    ROOT_ENDED(
            "has a certificate chain whose root has itself expired",
            "Install a certificate whose chain ends at a root that is still valid."),
    STATIC_RSA(
            "allows only static RSA key exchange, without forward secrecy",
            "Allow ECDHE cipher suites there, or TLS 1.3."),
    SHA1_HANDSHAKE(
            "signs the TLS 1.2 handshake only with SHA-1",
            "Allow SHA-256 in the signature algorithms there, or TLS 1.3."),
    /** The one of which it does not stand in the file who refuses, but is asked of the server. */
    NOTHING_IN_COMMON(
            "accepts only cipher suites or groups that not every sender supports",
            "Allow ECDHE with AES-GCM, and the groups X25519 and P-256, there."),
    LARGE_HELLO_CLOSED(
            "closes the connection when a ClientHello is larger than one packet, as post-quantum key exchange makes it",
            "Look for a firewall or load balancer in front of it that reads one packet alone, and update that."),
    NO_SECURE_RENEGOTIATION(
            "supports TLS 1.2 without secure renegotiation (RFC 5746)",
            "Update its TLS software, or allow TLS 1.3 there.");

    private final String words;
    private final String remedy;

    Peculiarity(String words, String remedy) {
        this.words = words;
        this.remedy = remedy;
    }

    /** What is met, a clause that goes on after the server's name. */
    public String words() {
        return words;
    }

    /** What to do, a sentence. */
    public String remedy() {
        return remedy;
    }

    /** Is it met whichever certificate the server shows? */
    public boolean isOfServer() {
        return switch (this) {
            case STATIC_RSA, SHA1_HANDSHAKE, NOTHING_IN_COMMON, LARGE_HELLO_CLOSED, NO_SECURE_RENEGOTIATION -> true;
            case RSA_TOO_SMALL,
                    RSA_TOO_LARGE,
                    PSS_KEY,
                    ED25519_KEY,
                    SHA1_SIGNATURE,
                    NEGATIVE_SERIAL,
                    MALFORMED_NAME,
                    NOT_FOR_SIGNATURES,
                    LEAF_IS_AUTHORITY,
                    LEAF_FOR_ANY_PURPOSE,
                    MUST_STAPLE_IGNORED,
                    ISSUER_WRITTEN_OTHERWISE,
                    ISSUER_KEY_OTHERWISE,
                    ISSUER_FOR_ANY_PURPOSE,
                    ISSUER_NOT_FOR_SERVERS,
                    ISSUER_MAY_NOT_SIGN,
                    ISSUER_CONSTRAINS_OTHER_NAMES,
                    ENDED_TWIN_FIRST,
                    ROOT_ENDED -> false;
        };
    }

    private static final class Remedies {
        static final String KEY =
                "Get a certificate with an RSA key of 2048 to 4096 bits, or an ECDSA key on P-256 or P-384.";
        static final String REISSUE =
                "Get a new certificate from a public authority, with its intermediate certificates.";
    }
}
