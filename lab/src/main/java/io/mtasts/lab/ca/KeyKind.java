package io.mtasts.lab.ca;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;

/** The keys of an authority and of the certificates that it issues. */
public enum KeyKind {
    /** P-256: quick to make and to sign with, slow for Java to verify. */
    EC("SHA256withECDSA"),
    /** 2048 bits, as most mail servers have: slow to make, quick to verify. */
    RSA("SHA256withRSA");

    private static final int RSA_BITS = 2048;

    private final String signature;

    KeyKind(String signature) {
        this.signature = signature;
    }

    /** What signs certificates with such a key. */
    String signature() {
        return signature;
    }

    KeyPair keyPair() {
        try {
            var generator = KeyPairGenerator.getInstance(name());
            switch (this) {
                case EC -> generator.initialize(new ECGenParameterSpec("secp256r1"));
                case RSA -> generator.initialize(RSA_BITS);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(name() + " is not available in this JVM", e);
        }
    }
}
