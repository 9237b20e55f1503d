package io.mtasts.observe.tls;

import io.mtasts.asn1.Der;
import io.mtasts.policy.Excerpt;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;

/** Where the certificate of an issuer can be had, as a certificate says it: caIssuers of RFC 5280 section 4.2.2.1. */
final class IssuerAddress {
    private static final String AUTHORITY_INFORMATION_ACCESS = "1.3.6.1.5.5.7.1.1";
    /** 1.3.6.1.5.5.7.48.2, as it is encoded. */
    private static final byte[] CA_ISSUERS = {0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x02};

    private static final int UNIFORM_RESOURCE_IDENTIFIER = 0x86;

    private IssuerAddress() {}

    /** The first HTTP address, made safe to show; none of an extension that cannot be read. */
    static Optional<String> of(X509Certificate certificate) {
        var extension = certificate.getExtensionValue(AUTHORITY_INFORMATION_ACCESS);
        return extension == null
                ? Optional.empty()
                : Der.content(ByteBuffer.wrap(extension), Der.OCTET_STRING)
                        .flatMap(value -> Der.content(value, Der.SEQUENCE))
                        .flatMap(IssuerAddress::firstOf);
    }

    private static Optional<String> firstOf(ByteBuffer descriptions) {
        while (descriptions.hasRemaining()) {
            var description = Der.content(descriptions, Der.SEQUENCE);
            if (description.isEmpty()) {
                return Optional.empty();
            }
            var method = Der.content(description.get(), Der.OBJECT_IDENTIFIER).map(Der::bytes);
            if (method.filter(id -> Arrays.equals(id, CA_ISSUERS)).isPresent()) {
                var address = Der.content(description.get(), UNIFORM_RESOURCE_IDENTIFIER)
                        .map(uri -> new String(Der.bytes(uri), StandardCharsets.ISO_8859_1))
                        .filter(uri -> uri.startsWith("http:") || uri.startsWith("https:"));
                if (address.isPresent()) {
                    return address.map(Excerpt::of);
                }
            }
        }
        return Optional.empty();
    }
}
