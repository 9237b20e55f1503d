package io.mtasts.operator.dns;

import java.util.Set;

/**
 * A TXT record that should stand in DNS.
 *
 * @param name without a final dot
 * @param text the whole of it
 * @param ttlSeconds its time to live
 * @param ours earlier texts that are the operator's own and may be replaced
 */
public record WantedText(String name, RecordKind kind, String text, int ttlSeconds, Set<String> ours) {
    public WantedText {
        ours = Set.copyOf(ours);
    }

    boolean is(String found) {
        return kind.canonical(found).equals(text);
    }

    boolean isOurs(String found) {
        return is(found) || ours.contains(kind.canonical(found));
    }
}
