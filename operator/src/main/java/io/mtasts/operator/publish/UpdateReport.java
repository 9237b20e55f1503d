package io.mtasts.operator.publish;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How far the publishing of what is wanted has come.
 *
 * @param texts by the names of its records; those that have not been tried yet are missing
 * @param settledSince when all of them had been brought as far as they can be
 */
public record UpdateReport(Map<String, TextState> texts, Optional<Instant> settledSince) {
    /** Nothing has been tried. */
    public static final UpdateReport NONE = new UpdateReport(Map.of(), Optional.empty());

    public UpdateReport {
        texts = Map.copyOf(texts);
    }

    public Optional<TextState> of(String name) {
        return Optional.ofNullable(texts.get(name));
    }

    boolean isSettled() {
        return settledSince.isPresent();
    }
}
