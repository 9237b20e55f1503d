package io.mtasts.lab.ca;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

/** The keys of an authority and of the certificates that it issues. */
public enum KeyKind {
    /** P-256: quick to make and to sign with, slow for Java to verify. */
    EC("EC", new ECGenParameterSpec("secp256r1"), "SHA256withECDSA"),
    /** 2048 bits, as most mail servers have: slow to make, quick to verify. */
    RSA("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4), "SHA256withRSA");

    private final String algorithm;
    private final AlgorithmParameterSpec size;
    private final String signature;

    KeyKind(String algorithm, AlgorithmParameterSpec size, String signature) {
        this.algorithm = algorithm;
        this.size = size;
        this.signature = signature;
    }

    /** What signs certificates with such a key. */
    String signature() {
        return signature;
    }

    KeyPair keyPair() {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(size);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(algorithm + " is not available in this JVM", e);
        }
    }
}
