package io.mtasts.observe.smtp;

import io.mtasts.observe.net.AddressText;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a client calls itself in EHLO: a fully qualified host name, or an address literal (RFC 5321 sections 2.3.5 and 4.1.3). */
public record EhloName(String text) {
    private static final int LONGEST = 253;
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern HOST_NAME = Pattern.compile("(%1$s\\.)+%1$s".formatted(LABEL));
    private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");

    /** Java takes 192.0.513 too. */
    private static final Pattern FOUR_PARTS = Pattern.compile("([0-9]{1,3}\\.){3}[0-9]{1,3}");

    /** Java takes brackets around it too, and a zone behind it. */
    private static final Pattern GROUPS = Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f:.]+");

    private static final String IPV6 = "IPv6:";

    /** Throws IllegalArgumentException, with a remedy, when many a mail server would refuse such a name. */
    public EhloName {
        if (!(text.startsWith("[") ? isLiteral(text) : isHostName(text))) {
            throw new IllegalArgumentException(refusal(text));
        }
    }

    /** What stands in a flag or a setting; its message goes on where the flag's name ends. */
    public static EhloName parse(String text) {
        return new EhloName(text.startsWith("[") ? text : text.toLowerCase(Locale.ROOT));
    }

    /** An address, as RFC 5321 section 4.1.3 writes it. */
    public static EhloName of(InetAddress address) {
        var shown = AddressText.of(address);
        return new EhloName(address instanceof Inet6Address ? "[" + IPV6 + shown + "]" : "[" + shown + "]");
    }

    private static boolean isHostName(String text) {
        return text.length() <= LONGEST
                && HOST_NAME.matcher(text).matches()
                && !DIGITS_AND_DOTS.matcher(text).matches();
    }

    private static boolean isLiteral(String text) {
        if (!text.endsWith("]")) {
            return false;
        }
        var inside = text.substring(1, text.length() - 1);
        boolean six = inside.regionMatches(true, 0, IPV6, 0, IPV6.length());
        return isAddress(six ? inside.substring(IPV6.length()) : inside, six);
    }

    private static boolean isAddress(String text, boolean six) {
        try {
            boolean wellFormed = (six ? GROUPS : FOUR_PARTS).matcher(text).matches();
            return wellFormed && InetAddress.ofLiteral(text) instanceof Inet6Address == six;
        } catch (IllegalArgumentException aName) {
            return false;
        }
    }

    private static String refusal(String text) {
        var hint = hint(text);
        return "is a fully qualified host name such as check.example.com, or an address such as [192.0.2.1] or"
                + " [IPv6:2001:db8::1]" + (hint.isEmpty() ? "" : ": " + hint);
    }

    private static String hint(String text) {
        var bare = text.replaceFirst("^\\[(.*)]$", "$1");
        if (isAddress(bare, false) || isAddress(bare, true)) {
            return "write " + of(InetAddress.ofLiteral(bare)).text();
        }
        if (text.endsWith(".") && isHostName(text.substring(0, text.length() - 1))) {
            return "write it without the final dot";
        }
        return text.indexOf('_') >= 0 ? "a host name must not have an underscore" : "";
    }
}
