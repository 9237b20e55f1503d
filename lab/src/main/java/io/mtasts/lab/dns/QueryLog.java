package io.mtasts.lab.dns;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often each question was put to each name server, over either transport. */
public final class QueryLog {
    private record Question(String server, String name, String type, Transport transport) {}

    /** What carried a question. */
    public enum Transport {
        UDP,
        TCP
    }

    private final Map<Question, LongAdder> counts = new ConcurrentHashMap<>();

    void add(String server, String name, String type, Transport transport) {
        counts.computeIfAbsent(new Question(server, canonical(name), type, transport), first -> new LongAdder())
                .increment();
    }

    /** Of all servers together. */
    public long count(String name, String type) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(canonical(name)))
                .filter(entry -> entry.getKey().type().equals(type))
                .mapToLong(entry -> entry.getValue().sum())
                .sum();
    }

    /** Of one server, by the name it was given. */
    public long count(String server, String name, String type, Transport transport) {
        var adder = counts.get(new Question(server, canonical(name), type, transport));
        return adder == null ? 0 : adder.sum();
    }

    /** Of all servers, names and types together. */
    public long total() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    private static String canonical(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower : lower + ".";
    }
}
