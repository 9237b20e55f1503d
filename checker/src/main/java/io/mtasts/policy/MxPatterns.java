package io.mtasts.policy;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Patterns to hold many mail servers against: each takes as long with thousands of patterns as with two, and they may be as many as
 * 64 KiB hold. {@link MxPattern#covers} is what it agrees with.
 */
public final class MxPatterns {
    /** Providers that give each customer, or each region, a host of its own below these: a wildcard is what they ask for. */
    private static final List<String> PROVIDERS =
            List.of("mail.protection.outlook.com", "mx.microsoft", "aspmx.l.google.com", "googlemail.com");

    private final Map<String, Integer> places = new HashMap<>();

    /** In this order, in which the first of several counts. */
    public MxPatterns(Collection<MxPattern> patterns) {
        for (var pattern : patterns) {
            places.putIfAbsent(pattern.text(), places.size());
        }
    }

    /** The texts of all patterns that cover that MX host name, whether there are such: itself, and a wildcard for its first label. */
    public static Stream<String> textsCovering(String host) {
        var name = Abnf.lowerCase(host.endsWith(".") ? host.substring(0, host.length() - 1) : host);
        int firstDot = name.indexOf('.');
        return firstDot > 0 ? Stream.of(name, "*" + name.substring(firstDot)) : Stream.of(name);
    }

    /** The text of the pattern to add for that MX host: itself, or the wildcard that its provider asks for. */
    public static String fitting(String host) {
        var name = Abnf.lowerCase(host);
        return PROVIDERS.stream().anyMatch(provider -> name.endsWith("." + provider))
                ? "*" + name.substring(name.indexOf('.'))
                : name;
    }

    /** Is it four numbers with dots, which the grammar takes for a name and no mail server has? */
    public static boolean isAddress(String host) {
        return MxSyntax.looksLikeAddress(host);
    }

    /** Does one of them cover that MX host name (RFC 8461 section 4.1)? */
    public boolean covers(String host) {
        return textsCovering(host).anyMatch(places::containsKey);
    }

    /** The text of the first that covers it. */
    public Optional<String> covering(String host) {
        return first(textsCovering(host));
    }

    /** The text of the first wildcard that would cover it if it stood for more labels than one, or for none. */
    public Optional<String> nearMiss(String host) {
        var below = "." + Abnf.lowerCase(host);
        return first(Stream.iterate(0, dot -> dot >= 0, dot -> below.indexOf('.', dot + 1))
                .map(dot -> "*" + below.substring(dot)));
    }

    private Optional<String> first(Stream<String> texts) {
        return texts.filter(places::containsKey).min(Comparator.comparing(text -> places.getOrDefault(text, 0)));
    }
}
