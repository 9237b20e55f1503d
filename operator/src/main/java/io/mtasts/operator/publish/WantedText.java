package io.mtasts.operator.publish;

import java.util.Set;

/**
 * A TXT record that should stand in DNS, or one of ours that should no more.
 *
 * @param name without a final dot
 * @param text the whole of it
 * @param ttlSeconds its time to live
 * @param ours earlier texts that are the operator's own and may be replaced
 * @param withdrawn whether the text and those are to go, and nothing takes their place
 */
public record WantedText(
        String name, RecordKind kind, String text, int ttlSeconds, Set<String> ours, boolean withdrawn) {
    public WantedText {
        ours = Set.copyOf(ours);
    }

    /** The same, to be taken away. */
    WantedText withdraw() {
        return new WantedText(name, kind, text, ttlSeconds, ours, true);
    }

    boolean is(String found) {
        return kind.canonical(found).equals(text);
    }

    boolean isOurs(String found) {
        return is(found) || ours.contains(kind.canonical(found));
    }
}
