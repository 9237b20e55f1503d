package io.mtasts.observe.dns;

import java.util.List;
import java.util.Optional;

/**
 * The answer to one DNS question: different things that must not be confused. {@code aliases} are the names that CNAMEs led
 * through, in order, the last one being where the answer stands; empty when there was no CNAME.
 */
public sealed interface Answer<T> {
    List<String> aliases();

    /** What was found; empty for every other kind of answer. */
    default List<T> records() {
        return List.of();
    }

    /** Is the answer that no such record is there? */
    default boolean isAbsent() {
        return this instanceof NoSuchName<T> || this instanceof NoData<T>;
    }

    /**
     * Records were found.
     *
     * @param ttlSeconds the largest one met on the way: for so long some cache may give what was there before
     * @param unavailable why those of the other type, of IPv4 and IPv6 addresses, could not be had; empty where nothing is missing
     */
    record Found<T>(List<T> records, List<String> aliases, long ttlSeconds, Optional<Unavailable<?>> unavailable)
            implements Answer<T> {
        public Found {
            records = List.copyOf(records);
            aliases = List.copyOf(aliases);
        }

        /** All of it. */
        public Found(List<T> records, List<String> aliases, long ttlSeconds) {
            this(records, aliases, ttlSeconds, Optional.empty());
        }
    }

    /** The name does not exist (NXDOMAIN). */
    record NoSuchName<T>(List<String> aliases) implements Answer<T> {
        public NoSuchName {
            aliases = List.copyOf(aliases);
        }
    }

    /** The name exists and has no record of this type. */
    record NoData<T>(List<String> aliases) implements Answer<T> {
        public NoData {
            aliases = List.copyOf(aliases);
        }
    }

    /** The CNAMEs lead in a circle, or through more names than a resolver follows. */
    record AliasLoop<T>(List<String> aliases) implements Answer<T> {
        public AliasLoop {
            aliases = List.copyOf(aliases);
        }
    }

    /**
     * Nothing can be said: SERVFAIL, REFUSED, a time-out, an answer that the resolver has put in the place of the zone's.
     *
     * @param why says which, and of which server
     * @param obstacle whose matter that is
     */
    record Unavailable<T>(String why, Obstacle obstacle) implements Answer<T> {
        /** Where no server says whose matter it is. */
        public Unavailable(String why) {
            this(why, Obstacle.UNSAID);
        }

        @Override
        public List<String> aliases() {
            return List.of();
        }
    }
}
