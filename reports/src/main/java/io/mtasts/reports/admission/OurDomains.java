package io.mtasts.reports.admission;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which domains reports are taken for, as it was last said; before the first time nothing is known, and nothing is refused for good. */
public final class OurDomains {
    private volatile Optional<Known> known = Optional.empty();

    /** The list, in the ways in which it is asked. */
    private record Known(Set<String> domains, Set<String> mxHosts, Map<String, String> byToken) {
        static Known of(Collection<OurDomain> list) {
            var domains = new HashSet<String>();
            var hosts = new HashSet<String>();
            var tokens = new HashMap<String, String>();
            for (var one : list) {
                domains.add(lower(one.name()));
                one.mxHosts().forEach(host -> hosts.add(lower(host)));
                one.tokens().forEach(token -> tokens.put(token, lower(one.name())));
            }
            return new Known(Set.copyOf(domains), Set.copyOf(hosts), Map.copyOf(tokens));
        }

        private boolean covers(String name) {
            for (var rest = name; !rest.isEmpty(); rest = rest.substring(rest.indexOf('.') + 1)) {
                if (domains.contains(rest)) {
                    return true;
                }
                if (rest.indexOf('.') < 0) {
                    return false;
                }
            }
            return false;
        }
    }

    /** From now on these, all of them. */
    public void set(Collection<OurDomain> list) {
        known = Optional.of(Known.of(list));
    }

    /** Has anybody said which are ours? */
    public boolean areKnown() {
        return known.isPresent();
    }

    /** How many there are; 0 while nobody has said. */
    public int size() {
        return known.map(list -> list.domains().size()).orElse(0);
    }

    /** Is it one of ours, or a mail server of ours: one that is named, or below one of our domains? */
    boolean has(String name) {
        return known.filter(list -> list.mxHosts().contains(name) || list.covers(name))
                .isPresent();
    }

    /** Is it a domain, and not just a mail server, of ours? */
    public boolean isDomain(String name) {
        return known.filter(list -> list.domains().contains(lower(name))).isPresent();
    }

    /** The domain whose address for POST ends in this. */
    public Optional<String> ofToken(String token) {
        return known.map(list -> list.byToken().get(token));
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
