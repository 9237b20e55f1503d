package io.mtasts.asn1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Reads and writes elements of ASN.1 in its distinguished encoding (X.690), for the little that Java does not read or refuses to. */
public final class Der {
    public static final int BIT_STRING = 0x03;
    public static final int OCTET_STRING = 0x04;
    public static final int OBJECT_IDENTIFIER = 0x06;
    public static final int SEQUENCE = 0x30;

    private static final int LONG_FORM = 0x80;
    private static final int MOST_LENGTH_OCTETS = 3;

    private Der() {}

    /** An element: its tag, and a view of its content. */
    public record Element(int tag, ByteBuffer content) {}

    /** The next element, and past it; nothing when it does not fit, or its length is not of the distinguished encoding. */
    public static Optional<Element> next(ByteBuffer der) {
        if (der.remaining() < 2) {
            return Optional.empty();
        }
        int tag = Byte.toUnsignedInt(der.get());
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
        return Optional.of(new Element(tag, content));
    }

    /** The content of the next element, and past it; nothing when that is of another kind or does not fit. */
    public static Optional<ByteBuffer> content(ByteBuffer der, int tag) {
        return next(der).filter(element -> element.tag() == tag).map(Element::content);
    }

    /** An element of this tag and content. */
    public static byte[] element(int tag, byte[] content) {
        var element = new ByteArrayOutputStream();
        element.write(tag);
        if (content.length < LONG_FORM) {
            element.write(content.length);
        } else {
            int octets = (Integer.SIZE - Integer.numberOfLeadingZeros(content.length) + Byte.SIZE - 1) / Byte.SIZE;
            element.write(LONG_FORM | octets);
            for (int shift = (octets - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
                element.write(content.length >> shift);
            }
        }
        element.writeBytes(content);
        return element.toByteArray();
    }

    /** Its octets, which stay unread. */
    public static byte[] bytes(ByteBuffer content) {
        var bytes = new byte[content.remaining()];
        content.duplicate().get(bytes);
        return bytes;
    }
}
