package io.mtasts.operator.publish;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The update servers that the operator knows, by name, and how it talks to them. */
record UpdateServers(Map<String, UpdateServer> byName, DynamicUpdateClient client) {
    UpdateServers {
        byName = Map.copyOf(byName);
    }

    Optional<UpdateServer> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Sorted. */
    List<String> names() {
        return byName.keySet().stream().sorted().toList();
    }
}
