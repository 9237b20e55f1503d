package io.mtasts.observe.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A TLS library that senders use, and what it refuses, as {@code sending-stacks.properties} has it.
 *
 * @param name as its makers spell it
 * @param version which it was tried in
 * @param senders that use it, as part of a sentence
 * @param widelyUsed whether a domain would lose much mail by it: a rollout waits while it refuses
 * @param first the kind of certificate that it meets under TLS 1.3 where a server has both and goes by the client's order
 * @param suites that it offers, by IANA's numbers, as the groups
 */
public record SendingStack(
        String name,
        String version,
        String senders,
        boolean widelyUsed,
        KeyKind first,
        Set<Integer> suites,
        Set<Integer> groups,
        Set<Peculiarity> refuses) {
    private static final String FACTS = "sending-stacks.properties";
    private static final int HEXADECIMAL = 16;
    private static final List<SendingStack> ALL = read();

    public SendingStack {
        suites = Set.copyOf(suites);
        groups = Set.copyOf(groups);
        refuses = Set.copyOf(refuses);
    }

    /** All of them, in the order of the file. */
    public static List<SendingStack> all() {
        return ALL;
    }

    /** Does it offer what a server has chosen of another client's offer? Group 0 is none. */
    boolean offers(int suite, int group) {
        return suites.contains(suite) && (group == 0 || groups.contains(group));
    }

    /** Those that meet a certificate of this kind first, where the server lets them choose. */
    public static List<SendingStack> first(KeyKind kind) {
        return ALL.stream().filter(stack -> stack.first() == kind).toList();
    }

    /** All others. */
    public static List<SendingStack> but(Collection<SendingStack> some) {
        return ALL.stream().filter(stack -> !some.contains(stack)).toList();
    }

    /** Those that refuse a server for any of these. */
    public static List<SendingStack> refusing(Collection<Peculiarity> met) {
        return ALL.stream()
                .filter(stack -> met.stream().anyMatch(stack.refuses()::contains))
                .toList();
    }

    /** Who refuses it and who does not, a clause: "Go (mox, chasquid) refuses it; OpenSSL (Postfix) and ... accept it". */
    public static String whoRefuses(Collection<SendingStack> refusing) {
        return Stream.of(words(refusing, "refuse"), words(but(refusing), "accept"))
                .filter(clause -> !clause.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static String words(Collection<SendingStack> stacks, String verb) {
        return stacks.isEmpty() ? "" : names(stacks) + (stacks.size() == 1 ? " %ss it" : " %s it").formatted(verb);
    }

    /** "OpenSSL (Postfix, Sendmail), rustls (Stalwart) and BoringSSL (Gmail)". */
    public static String names(Collection<SendingStack> stacks) {
        var names = stacks.stream()
                .map(stack -> stack.name() + " (" + stack.senders() + ")")
                .toList();
        return names.size() < 2
                ? String.join("", names)
                : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
    }

    private static List<SendingStack> read() {
        var facts = new Properties();
        try (InputStream in = SendingStack.class.getResourceAsStream(FACTS)) {
            facts.load(Objects.requireNonNull(in, FACTS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words(facts, "stacks").map(id -> of(id, facts)).toList();
    }

    private static SendingStack of(String id, Properties facts) {
        return new SendingStack(
                text(facts, id + ".name"),
                text(facts, id + ".version"),
                text(facts, id + ".senders"),
                text(facts, id + ".widelyUsed").equals("yes"),
                KeyKind.valueOf(text(facts, id + ".first")),
                numbers(facts, id + ".suites"),
                numbers(facts, id + ".groups"),
                words(facts, id + ".refuses")
                        .map(Peculiarity::valueOf)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Peculiarity.class))));
    }

    private static Stream<String> words(Properties facts, String key) {
        return Arrays.stream(text(facts, key).split("[ ,]+", 0)).filter(word -> !word.isEmpty());
    }

    private static Set<Integer> numbers(Properties facts, String key) {
        return words(facts, key).map(word -> Integer.valueOf(word, HEXADECIMAL)).collect(Collectors.toSet());
    }

    private static String text(Properties facts, String key) {
        return Objects.requireNonNull(facts.getProperty(key), () -> FACTS + " has no " + key);
    }
}
