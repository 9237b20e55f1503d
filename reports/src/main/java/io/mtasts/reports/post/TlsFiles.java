package io.mtasts.reports.post;

import io.mtasts.asn1.Der;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A certificate and its key out of PEM files, read again when these change: a renewal needs no restart. */
public final class TlsFiles {
    private static final Logger LOG = LoggerFactory.getLogger(TlsFiles.class);
    private static final Pattern KEY = Pattern.compile(
            "-----BEGIN (?<kind>(RSA |EC )?)PRIVATE KEY-----(?<base64>[A-Za-z0-9+/=\\s]+)-----END (RSA |EC )?PRIVATE"
                    + " KEY-----");
    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private final Path certificate;
    private final Path key;
    private Pair pair;
    private List<Object> stamp;
    private long looked = System.nanoTime();
    private volatile Duration lookAgain = LOOK_AGAIN;

    private record Pair(List<X509Certificate> chain, PrivateKey key) {}

    private TlsFiles(Path certificate, Path key, Pair pair, List<Object> stamp) {
        this.certificate = certificate;
        this.key = key;
        this.pair = pair;
        this.stamp = stamp;
    }

    /**
     * Reads both files.
     *
     * @param certificate the chain in PEM, the server's own first
     * @param key in PEM: PKCS #8, or as OpenSSL and cert-manager write RSA and EC keys
     * @throws IOException with a sentence when one cannot be read, or does not belong to the other
     */
    public static TlsFiles of(Path certificate, Path key) throws IOException {
        var stamp = stamp(certificate, key);
        return new TlsFiles(certificate, key, read(certificate, key), stamp);
    }

    /** What a server presents, with the files as they are when a client comes. */
    public SSLContext context() {
        return context(LOOK_AGAIN);
    }

    /** @param again how often the files are looked at */
    SSLContext context(Duration again) {
        lookAgain = again;
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new Current()}, null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }

    private synchronized Pair current() {
        if (System.nanoTime() - looked > lookAgain.toNanos()) {
            looked = System.nanoTime();
            try {
                var now = stamp(certificate, key);
                if (!now.equals(stamp)) {
                    pair = read(certificate, key);
                    stamp = now;
                    LOG.info("The certificate in {} has changed and is presented from now on", certificate);
                }
            } catch (IOException e) {
                LOG.error("The former certificate stays: {}", e.getMessage());
            }
        }
        return pair;
    }

    private static List<Object> stamp(Path certificate, Path key) throws IOException {
        return List.of(
                Files.getLastModifiedTime(certificate),
                Files.size(certificate),
                Files.getLastModifiedTime(key),
                Files.size(key));
    }

    private static Pair read(Path certificate, Path key) throws IOException {
        try (var in = Files.newInputStream(certificate)) {
            var chain = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (chain.isEmpty()) {
                throw new IOException(certificate + " has no certificate in PEM");
            }
            return new Pair(chain, privateKey(key, chain.getFirst()));
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "%s and %s are no certificate with its key: %s".formatted(certificate, key, e.getMessage()), e);
        }
    }

    private static PrivateKey privateKey(Path file, X509Certificate own) throws IOException, GeneralSecurityException {
        var pem = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (!pem.find()) {
            throw new IOException(file + " has no private key in PEM without a password");
        }
        var der = Base64.getMimeDecoder().decode(pem.group("base64"));
        var spec = new PKCS8EncodedKeySpec(pem.group("kind").isEmpty() ? der : wrapped(der, own));
        return KeyFactory.getInstance(own.getPublicKey().getAlgorithm()).generatePrivate(spec);
    }

    /** PKCS #8 has around an older form what the certificate says of its key: which algorithm, and which curve (RFC 5208). */
    private static byte[] wrapped(byte[] key, X509Certificate own) throws IOException {
        var algorithm = Der.content(ByteBuffer.wrap(own.getPublicKey().getEncoded()), Der.SEQUENCE)
                .flatMap(info -> Der.content(info, Der.SEQUENCE))
                .orElseThrow(() -> new IOException("the public key of the certificate cannot be read"));
        var inner = new ByteArrayOutputStream();
        inner.write(VERSION_0);
        inner.write(Der.element(Der.SEQUENCE, Der.bytes(algorithm)));
        inner.write(Der.element(Der.OCTET_STRING, key));
        return Der.element(Der.SEQUENCE, inner.toByteArray());
    }

    /** The key and the chain of one handshake are of one pair, although the files may change between the two questions. */
    private final class Current extends X509ExtendedKeyManager {
        private final Map<String, Pair> asked = Collections.synchronizedMap(new LinkedHashMap<>());

        @Override
        public @Nullable String chooseServerAlias(
                String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
            var pair = current();
            if (!type.equals(pair.key().getAlgorithm())) {
                return null;
            }
            var alias = Integer.toHexString(System.identityHashCode(pair));
            synchronized (asked) {
                asked.put(alias, pair);
                while (asked.size() > 2) {
                    asked.remove(asked.keySet().iterator().next());
                }
            }
            return alias;
        }

        @Override
        public @Nullable String chooseEngineServerAlias(
                String type, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            return chooseServerAlias(type, issuers, null);
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return asked.getOrDefault(alias, current()).chain().toArray(X509Certificate[]::new);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return asked.getOrDefault(alias, current()).key();
        }

        @Override
        public String[] getServerAliases(String type, Principal @Nullable [] issuers) {
            return asked.keySet().toArray(String[]::new);
        }

        @Override
        public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseClientAlias(
                String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }
    }
}
