package io.mtasts.lab.ca;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** What a server proves itself with: a private key and the chain it sends, leaf first, without the root. */
public final class Identity {
    private final PrivateKey key;
    private final List<X509Certificate> chain;
    private final SSLContext context;

    Identity(PrivateKey key, List<X509Certificate> chain) {
        this.key = key;
        this.chain = List.copyOf(chain);
        this.context = contextOf(key, this.chain);
    }

    /**
     * What {@code tls.crt} and {@code tls.key} of a Kubernetes Secret hold.
     *
     * @throws IllegalArgumentException when that is no chain or no unencrypted private key
     */
    public static Identity ofPem(String chain, String key) {
        return new Identity(Pem.key(key), Pem.certificates(chain));
    }

    public X509Certificate leaf() {
        return chain.getFirst();
    }

    public List<X509Certificate> chain() {
        return chain;
    }

    /** The same key with another chain: some of it left out, or a great deal added. */
    public Identity withChain(List<X509Certificate> other) {
        return new Identity(key, other);
    }

    /** The chain as PEM, as {@code tls.crt} of a Kubernetes Secret has it. */
    public String chainPem() {
        return chain.stream().map(Pem::of).collect(Collectors.joining());
    }

    /** The key as PKCS #8 PEM, as {@code tls.key} of a Kubernetes Secret has it. */
    public String keyPem() {
        return Pem.of("PRIVATE KEY", key.getEncoded());
    }

    /** A context for servers that show this identity, whatever name they are asked for. */
    public SSLContext serverContext() {
        return context;
    }

    private static SSLContext contextOf(PrivateKey key, List<X509Certificate> chain) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new OneKey(key, chain)}, new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS is not available in this JVM", e);
        }
    }

    @Override
    public String toString() {
        return Stream.of(
                        leaf().getSubjectX500Principal(),
                        leaf().getSerialNumber().toString(16))
                .map(Object::toString)
                .collect(Collectors.joining(" #"));
    }
}
