package io.mtasts.lab.dns;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.xbill.DNS.Name;

/** The zones that one authoritative server holds. */
final class Authority {
    private final Map<Name, Zone> zones = new ConcurrentHashMap<>();

    void serve(Zone zone) {
        zones.put(zone.origin(), zone);
    }

    void drop(Name origin) {
        zones.remove(origin);
    }

    /** The deepest zone that a name is in. */
    Optional<Zone> zoneOf(Name name) {
        for (int dropped = 0; dropped < name.labels(); dropped++) {
            var zone = zones.get(new Name(name, dropped));
            if (zone != null) {
                return Optional.of(zone);
            }
        }
        return Optional.empty();
    }
}
