package io.mtasts.observe.tls;

import io.mtasts.asn1.Der;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.Principal;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A certificate without a subject whose names are not marked as critical. RFC 5280 section 4.2.1.6 wants the mark, senders do without it,
 * and Java does not read such a certificate. So it is read with the mark, and its signature is verified over what it is without.
 */
@SuppressWarnings("JavaUtilDate") // what X509Certificate has
final class SubjectlessCertificate extends X509Certificate {
    private static final byte[] ALTERNATIVE_NAME = {0x06, 0x03, 0x55, 0x1d, 0x11};
    private static final byte[] CRITICAL = {0x01, 0x01, (byte) 0xff};
    private static final int EXTENSIONS = 0xa3;

    private final X509Certificate marked;
    private final byte[] signed;

    private SubjectlessCertificate(X509Certificate marked, byte[] signed) {
        this.marked = marked;
        this.signed = signed;
    }

    /** Reads one; nothing where it is none, or cannot be read with the mark either. */
    static Optional<X509Certificate> read(byte[] encoded) {
        try {
            var certificate =
                    Der.content(ByteBuffer.wrap(encoded), Der.SEQUENCE).orElseThrow();
            var rest = certificate.duplicate();
            var tbs = Der.content(rest, Der.SEQUENCE).orElseThrow();
            var signed = Der.bytes(certificate.slice(0, rest.position()));
            var all = new ByteArrayOutputStream();
            all.writeBytes(Der.element(Der.SEQUENCE, marked(tbs)));
            all.writeBytes(Der.bytes(rest.slice()));
            var marked = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(Der.element(Der.SEQUENCE, all.toByteArray())));
            return Optional.of(new SubjectlessCertificate((X509Certificate) marked, signed));
        } catch (CertificateException | java.util.NoSuchElementException unreadable) {
            return Optional.empty();
        }
    }

    /** The fields of what is signed, with the mark in the extension of names. */
    private static byte[] marked(ByteBuffer fields) {
        var all = new ByteArrayOutputStream();
        for (var field = Der.next(fields); field.isPresent(); field = Der.next(fields)) {
            var content = field.get().content();
            all.writeBytes(Der.element(
                    field.get().tag(),
                    field.get().tag() == EXTENSIONS
                            ? Der.element(
                                    Der.SEQUENCE,
                                    markedExtensions(
                                            Der.content(content, Der.SEQUENCE).orElseThrow()))
                            : Der.bytes(content)));
        }
        return all.toByteArray();
    }

    private static byte[] markedExtensions(ByteBuffer extensions) {
        var all = new ByteArrayOutputStream();
        for (var one = Der.next(extensions); one.isPresent(); one = Der.next(extensions)) {
            var bytes = Der.bytes(one.get().content());
            if (startsWith(bytes, ALTERNATIVE_NAME) && bytes[ALTERNATIVE_NAME.length] != CRITICAL[0]) {
                var with = new ByteArrayOutputStream();
                with.writeBytes(ALTERNATIVE_NAME);
                with.writeBytes(CRITICAL);
                with.write(bytes, ALTERNATIVE_NAME.length, bytes.length - ALTERNATIVE_NAME.length);
                bytes = with.toByteArray();
            }
            all.writeBytes(Der.element(one.get().tag(), bytes));
        }
        return all.toByteArray();
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length > start.length
                && ByteBuffer.wrap(bytes, 0, start.length).equals(ByteBuffer.wrap(start));
    }

    @Override
    public void verify(PublicKey key)
            throws CertificateException, NoSuchAlgorithmException, InvalidKeyException, SignatureException {
        verify(key, (Provider) null); // as X509Certificate does it, over what getTBSCertificate gives
    }

    @Override
    public void verify(PublicKey key, String provider)
            throws CertificateException, NoSuchAlgorithmException, InvalidKeyException, SignatureException {
        verify(key);
    }

    @Override
    public byte[] getTBSCertificate() {
        return signed.clone();
    }

    @Override
    public void checkValidity() throws CertificateExpiredException, CertificateNotYetValidException {
        marked.checkValidity();
    }

    @Override
    public void checkValidity(Date date) throws CertificateExpiredException, CertificateNotYetValidException {
        marked.checkValidity(date);
    }

    @Override
    public int getVersion() {
        return marked.getVersion();
    }

    @Override
    public BigInteger getSerialNumber() {
        return marked.getSerialNumber();
    }

    @Override
    @SuppressWarnings("deprecation") // abstract in X509Certificate
    public Principal getIssuerDN() {
        return marked.getIssuerDN();
    }

    @Override
    @SuppressWarnings("deprecation") // abstract in X509Certificate
    public Principal getSubjectDN() {
        return marked.getSubjectDN();
    }

    @Override
    public Date getNotBefore() {
        return marked.getNotBefore();
    }

    @Override
    public Date getNotAfter() {
        return marked.getNotAfter();
    }

    @Override
    public byte[] getSignature() {
        return marked.getSignature();
    }

    @Override
    public String getSigAlgName() {
        return marked.getSigAlgName();
    }

    @Override
    public String getSigAlgOID() {
        return marked.getSigAlgOID();
    }

    @Override
    public byte @Nullable [] getSigAlgParams() {
        return marked.getSigAlgParams();
    }

    @Override
    public boolean @Nullable [] getIssuerUniqueID() {
        return marked.getIssuerUniqueID();
    }

    @Override
    public boolean @Nullable [] getSubjectUniqueID() {
        return marked.getSubjectUniqueID();
    }

    @Override
    public boolean @Nullable [] getKeyUsage() {
        return marked.getKeyUsage();
    }

    @Override
    public int getBasicConstraints() {
        return marked.getBasicConstraints();
    }

    @Override
    public byte[] getEncoded() throws CertificateEncodingException {
        return marked.getEncoded();
    }

    @Override
    public PublicKey getPublicKey() {
        return marked.getPublicKey();
    }

    @Override
    public boolean hasUnsupportedCriticalExtension() {
        return marked.hasUnsupportedCriticalExtension();
    }

    @Override
    public @Nullable Set<String> getCriticalExtensionOIDs() {
        return marked.getCriticalExtensionOIDs();
    }

    @Override
    public @Nullable Set<String> getNonCriticalExtensionOIDs() {
        return marked.getNonCriticalExtensionOIDs();
    }

    @Override
    public byte @Nullable [] getExtensionValue(String oid) {
        return marked.getExtensionValue(oid);
    }

    @Override
    public String toString() {
        return marked.toString();
    }
}
