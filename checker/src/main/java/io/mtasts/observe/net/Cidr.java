package io.mtasts.observe.net;

import java.net.InetAddress;

/** A range of addresses: those that share the first {@code bits} bits with {@code base}. */
public record Cidr(InetAddress base, int bits) {

    /**
     * Reads {@code ADDRESS/BITS}, or an address alone, which is a range of one.
     *
     * @throws IllegalArgumentException with a sentence for the user when it is neither
     */
    public static Cidr parse(String text) {
        var trimmed = text.trim();
        int slash = trimmed.indexOf('/');
        var address = addressOf(text, slash < 0 ? trimmed : trimmed.substring(0, slash));
        int width = address.getAddress().length * 8;
        if (slash < 0) {
            return new Cidr(address, width);
        }
        var bits = trimmed.substring(slash + 1);
        if (!bits.matches("[0-9]{1,3}") || Integer.parseInt(bits) > width) {
            throw new IllegalArgumentException(
                    "\"" + text + "\": the number after the slash must be from 0 to " + width + ".");
        }
        return new Cidr(address, Integer.parseInt(bits));
    }

    private static InetAddress addressOf(String text, String address) {
        try {
            return InetAddress.ofLiteral(address);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a range of addresses: write ADDRESS/BITS, such as 10.0.0.0/8 or fd00::/8.",
                    e);
        }
    }

    /** Is the address in this range? One of the other IP version never is. */
    public boolean contains(InetAddress address) {
        var ours = base.getAddress();
        var theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** As it would be written in a flag. */
    @Override
    public String toString() {
        return AddressText.of(base) + "/" + bits;
    }
}
