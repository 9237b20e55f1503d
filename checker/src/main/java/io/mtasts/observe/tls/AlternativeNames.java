package io.mtasts.observe.tls;

import io.mtasts.asn1.Der;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The names of a certificate (RFC 5280 section 4.2.1.6), read entry by entry: to Java one entry that it cannot read spoils the whole
 * list, to senders it does not.
 */
final class AlternativeNames {
    private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
    private static final int CONTEXT = 0x80;
    private static final int MAIL_ADDRESS = CONTEXT | 1;
    private static final int DNS_NAME = CONTEXT | 2;
    private static final int URI = CONTEXT | 6;
    private static final int IP_ADDRESS = CONTEXT | 7;
    private static final int IPV4 = 4;
    private static final int IPV6 = 16;

    private final List<Der.Element> entries;

    private AlternativeNames(List<Der.Element> entries) {
        this.entries = entries;
    }

    /** Those of a certificate, up to the first entry whose length is wrong; none where it carries no such extension. */
    static AlternativeNames of(X509Certificate certificate) {
        var entries = new ArrayList<Der.Element>();
        var extension = certificate.getExtensionValue(SUBJECT_ALTERNATIVE_NAME);
        if (extension != null) {
            var list = Der.content(ByteBuffer.wrap(extension), Der.OCTET_STRING)
                    .flatMap(value -> Der.content(value, Der.SEQUENCE))
                    .orElseGet(() -> ByteBuffer.allocate(0));
            for (var entry = Der.next(list); entry.isPresent(); entry = Der.next(list)) {
                entries.add(entry.get());
            }
        }
        return new AlternativeNames(entries);
    }

    /** All DNS-IDs, in lower case (RFC 9525 section 6.3). */
    List<String> dnsNames() {
        return contents(DNS_NAME)
                .map(content -> new String(content, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT))
                .toList();
    }

    /** All IP addresses of the length that such have. */
    List<InetAddress> addresses() {
        return contents(IP_ADDRESS)
                .filter(AlternativeNames::isAddress)
                .map(AlternativeNames::address)
                .toList();
    }

    /** Is an entry not of the form that its kind has: an address of another length, letters outside ASCII in a name? */
    boolean haveMalformedEntry() {
        return contents(IP_ADDRESS).anyMatch(content -> !isAddress(content))
                || Stream.of(MAIL_ADDRESS, DNS_NAME, URI)
                        .flatMap(this::contents)
                        .anyMatch(AlternativeNames::leavesAscii);
    }

    private Stream<byte[]> contents(int tag) {
        return entries.stream().filter(entry -> entry.tag() == tag).map(entry -> Der.bytes(entry.content()));
    }

    private static boolean isAddress(byte[] content) {
        return content.length == IPV4 || content.length == IPV6;
    }

    private static boolean leavesAscii(byte[] content) {
        for (var octet : content) {
            if (octet < 0) {
                return true;
            }
        }
        return false;
    }

    private static InetAddress address(byte[] octets) {
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("its length was looked at", e);
        }
    }
}
