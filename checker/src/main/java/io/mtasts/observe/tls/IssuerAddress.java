package io.mtasts.observe.tls;

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

    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int SEQUENCE = 0x30;
    private static final int UNIFORM_RESOURCE_IDENTIFIER = 0x86;
    private static final int LONG_FORM = 0x80;
    private static final int MOST_LENGTH_OCTETS = 2;

    private IssuerAddress() {}

    /** The first HTTP address, made safe to show; none of an extension that cannot be read. */
    static Optional<String> of(X509Certificate certificate) {
        var extension = certificate.getExtensionValue(AUTHORITY_INFORMATION_ACCESS);
        return extension == null
                ? Optional.empty()
                : content(ByteBuffer.wrap(extension), OCTET_STRING)
                        .flatMap(value -> content(value, SEQUENCE))
                        .flatMap(IssuerAddress::firstOf);
    }

    private static Optional<String> firstOf(ByteBuffer descriptions) {
        while (descriptions.hasRemaining()) {
            var description = content(descriptions, SEQUENCE);
            if (description.isEmpty()) {
                return Optional.empty();
            }
            var method = content(description.get(), OBJECT_IDENTIFIER).map(IssuerAddress::bytes);
            if (method.filter(id -> Arrays.equals(id, CA_ISSUERS)).isPresent()) {
                var address = content(description.get(), UNIFORM_RESOURCE_IDENTIFIER)
                        .map(uri -> new String(bytes(uri), StandardCharsets.ISO_8859_1))
                        .filter(uri -> uri.startsWith("http:") || uri.startsWith("https:"));
                if (address.isPresent()) {
                    return address.map(Excerpt::of);
                }
            }
        }
        return Optional.empty();
    }

    /** The content of the next element, and past it; nothing when that is of another kind or does not fit. */
    private static Optional<ByteBuffer> content(ByteBuffer der, int tag) {
        if (der.remaining() < 2 || Byte.toUnsignedInt(der.get()) != tag) {
            return Optional.empty();
        }
        int length = Byte.toUnsignedInt(der.get());
        if (length >= LONG_FORM) {
            int octets = length - LONG_FORM;
            if (octets == 0 || octets > MOST_LENGTH_OCTETS || der.remaining() < octets) {
                return Optional.empty();
            }
            length = 0;
            for (int i = 0; i < octets; i++) {
                length = (length << Byte.SIZE) | Byte.toUnsignedInt(der.get());
            }
        }
        if (der.remaining() < length) {
            return Optional.empty();
        }
        var content = der.slice(der.position(), length);
        der.position(der.position() + length);
        return Optional.of(content);
    }

    private static byte[] bytes(ByteBuffer content) {
        var bytes = new byte[content.remaining()];
        content.get(bytes);
        return bytes;
    }
}
