package io.mtasts.operator.gather;

import io.mtasts.operator.resources.PolicyShards;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the shards of a server hold now. Pods see all shards as one directory, in which a key of a later shard hides one of an earlier: a
 * key that does not belong where it is, which only somebody else can have put there, is kept apart.
 *
 * @param atHome bodies by policy host, each in the shard that its name leads to
 * @param astray bodies by policy host, by the number of a shard where they do not belong
 */
public record StoredShards(Map<String, String> atHome, SortedMap<Integer, Map<String, String>> astray) {

    /** @param byNumber what each shard holds, by its number */
    static StoredShards of(Map<Integer, Map<String, String>> byNumber) {
        var atHome = new HashMap<String, String>();
        var astray = new TreeMap<Integer, Map<String, String>>();
        byNumber.forEach((number, bodies) -> bodies.forEach((host, body) -> {
            if (PolicyShards.numberOf(host) == number) {
                atHome.put(host, body);
            } else {
                astray.computeIfAbsent(number, _ -> new TreeMap<>()).put(host, body);
            }
        }));
        return new StoredShards(atHome, astray);
    }

    /** A key that stands where it does not belong. */
    public record Misplaced(int shard, String host) {}

    /** Those of policy hosts that have their key elsewhere: pods may serve these instead. */
    List<Misplaced> inTheWayOf(Set<String> hosts) {
        var found = new ArrayList<Misplaced>();
        astray.forEach((shard, bodies) -> bodies.keySet().stream()
                .filter(hosts::contains)
                .map(host -> new Misplaced(shard, host))
                .forEach(found::add));
        return List.copyOf(found);
    }
}
