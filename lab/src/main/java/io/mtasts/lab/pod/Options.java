package io.mtasts.lab.pod;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Arguments of the form {@code --name value}. */
record Options(Map<String, String> values) {
    /**
     * Reads them.
     *
     * @throws IllegalArgumentException when one has no value or a name that is not among these
     */
    static Options of(List<String> arguments, Set<String> known) {
        var values = new HashMap<String, String>();
        for (int at = 0; at < arguments.size(); at += 2) {
            var name = arguments.get(at);
            if (!known.contains(name) || at + 1 == arguments.size()) {
                throw new IllegalArgumentException("%s: it takes %s, each with a value".formatted(name, known));
            }
            values.put(name, arguments.get(at + 1));
        }
        return new Options(Map.copyOf(values));
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    int number(String name, int otherwise) {
        return text(name).map(Integer::parseInt).orElse(otherwise);
    }

    String required(String name) {
        return text(name).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }
}
