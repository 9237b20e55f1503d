package io.mtasts.lab.dns;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * The records of one zone, which may be edited while name servers answer from it. Names are absolute and need no final
 * dot; record data is in presentation format, where names do need one.
 */
public final class Zone {
    /** Seconds that a record may be kept, where nothing else is said. */
    public static final long DEFAULT_TTL = 300;

    private static final int LONGEST_STRING = 255;

    private record Key(Name name, int type) {}

    /** What a zone knows of a name and a type. */
    sealed interface Found {
        record Records(List<Record> records) implements Found {}

        record Alias(CNAMERecord cname) implements Found {}

        record Referral(List<Record> nameServers) implements Found {}

        record NoData() implements Found {}

        record NoSuchName() implements Found {}
    }

    private final Name origin;
    private final Map<Key, List<Record>> sets;
    private volatile boolean signed;

    private Zone(Name origin, Map<Key, List<Record>> sets) {
        this.origin = origin;
        this.sets = new ConcurrentHashMap<>(sets);
    }

    /** A zone with a SOA record and nothing else. */
    public static Zone of(String origin) {
        var zone = new Zone(name(origin), Map.of());
        return zone.set(origin, "SOA", "ns1.lab.test. hostmaster.lab.test. 1 3600 600 86400 60");
    }

    /**
     * The zone that a master file (RFC 1035 section 5) describes; names without a final dot are below its origin.
     *
     * @throws IllegalArgumentException with the line that is wrong, or a record that is in another zone
     */
    public static Zone parse(String origin, String masterFile) {
        var zone = of(origin);
        var input = new ByteArrayInputStream(masterFile.getBytes(StandardCharsets.UTF_8));
        try (var master = new Master(input, zone.origin(), DEFAULT_TTL)) {
            var sets = new LinkedHashMap<Key, List<Record>>();
            for (var record = master.nextRecord(); record != null; record = master.nextRecord()) {
                sets.merge(new Key(record.getName(), record.getType()), List.of(record), Zone::joined);
            }
            sets.values().forEach(zone::put);
            return zone;
        } catch (IOException e) {
            throw new IllegalArgumentException("the zone %s: %s".formatted(origin, e.getMessage()), e);
        }
    }

    /** The same records, to be edited apart from these. */
    public Zone copy() {
        return new Zone(origin, sets);
    }

    public Name origin() {
        return origin;
    }

    /**
     * Counts as signed from now on: the recursive server says of its answers that it has validated them. There are no signatures
     * in it.
     */
    public Zone sign() {
        signed = true;
        return this;
    }

    boolean isSigned() {
        return signed;
    }

    /** Replaces the records of this name and type, with {@link #DEFAULT_TTL}. */
    public Zone set(String name, String type, String... data) {
        return set(name, type, DEFAULT_TTL, data);
    }

    /** Replaces the records of this name and type; {@code ttl} in seconds. */
    public Zone set(String name, String type, long ttl, String... data) {
        return put(Arrays.stream(data)
                .map(one -> parse(name(name), Type.value(type), ttl, one))
                .toList());
    }

    /** Adds to the records of this name and type. */
    public Zone add(String name, String type, String... data) {
        for (var one : data) {
            var record = parse(name(name), Type.value(type), DEFAULT_TTL, one);
            sets.merge(new Key(record.getName(), record.getType()), List.of(record), Zone::joined);
        }
        return this;
    }

    /** Replaces the TXT records of a name, one for each text; a text over 255 bytes is split into several strings. */
    public Zone txt(String name, String... texts) {
        return txt(name, DEFAULT_TTL, texts);
    }

    /** As {@link #txt(String, String...)}; {@code ttl} in seconds. */
    public Zone txt(String name, long ttl, String... texts) {
        return put(Arrays.stream(texts)
                .map(text -> txtOf(name(name), ttl, strings(text.getBytes(StandardCharsets.UTF_8))))
                .toList());
    }

    /** Replaces the TXT records of a name by one that has these strings. */
    public Zone txtStrings(String name, String... strings) {
        return put(List.of(txtOf(
                name(name),
                DEFAULT_TTL,
                Arrays.stream(strings)
                        .map(string -> string.getBytes(StandardCharsets.UTF_8))
                        .toList())));
    }

    /** Removes the records of this name and type. */
    public Zone remove(String name, String type) {
        sets.remove(new Key(name(name), Type.value(type)));
        return this;
    }

    /** Removes all records of this name. */
    public Zone remove(String name) {
        sets.keySet().removeIf(key -> key.name().equals(name(name)));
        return this;
    }

    /** All records, a line each, as {@link #parse} reads them. */
    public String text() {
        return sets.values().stream()
                .flatMap(List::stream)
                .sorted()
                .map(record -> record + "\n")
                .collect(Collectors.joining());
    }

    Found find(Name name, int type) {
        var cut = delegation(name);
        if (!cut.isEmpty()) {
            return new Found.Referral(cut);
        }
        var records = sets.get(new Key(name, type));
        if (records != null) {
            return new Found.Records(records);
        }
        var alias = sets.get(new Key(name, Type.CNAME));
        if (alias != null && alias.getFirst() instanceof CNAMERecord cname) {
            return new Found.Alias(cname);
        }
        return exists(name) ? new Found.NoData() : byWildcard(name, type);
    }

    /** A name with records only below it exists too (RFC 8020). */
    private boolean exists(Name name) {
        return sets.keySet().stream().anyMatch(key -> key.name().subdomain(name));
    }

    /** What the wildcard at the closest name that exists makes of it, under the name that was asked for (RFC 4592 section 3.3). */
    private Found byWildcard(Name name, int type) {
        int dropped = 1;
        while (!exists(new Name(name, dropped))) {
            dropped++;
        }
        var wildcard = name.wild(dropped);
        if (!exists(wildcard)) {
            return new Found.NoSuchName();
        }
        var alias = sets.get(new Key(wildcard, Type.CNAME));
        if (alias != null && alias.getFirst() instanceof CNAMERecord cname) {
            return new Found.Alias(new CNAMERecord(name, cname.getDClass(), cname.getTTL(), cname.getTarget()));
        }
        var records = records(wildcard, type);
        return records.isEmpty()
                ? new Found.NoData()
                : new Found.Records(
                        records.stream().map(record -> record.withName(name)).toList());
    }

    /** Are there records of this name and type? */
    public boolean has(String name, String type) {
        return sets.containsKey(new Key(name(name), Type.value(type)));
    }

    /** With these records, all of that name and type, instead of those that there are. */
    void replace(Name name, int type, List<Record> records) {
        var key = new Key(name, type);
        if (records.isEmpty()) {
            sets.remove(key);
        } else {
            sets.put(key, List.copyOf(records));
        }
    }

    List<Record> records(Name name, int type) {
        return sets.getOrDefault(new Key(name, type), List.of());
    }

    SOARecord soa() {
        return (SOARecord) records(origin, Type.SOA).getFirst();
    }

    /** The NS records at a name between the origin, not included, and this one: who is to be asked instead. */
    private List<Record> delegation(Name name) {
        for (int labels = origin.labels() + 1; labels <= name.labels(); labels++) {
            var records = records(new Name(name, name.labels() - labels), Type.NS);
            if (!records.isEmpty()) {
                return records;
            }
        }
        return List.of();
    }

    private Zone put(List<Record> records) {
        if (records.isEmpty()) {
            throw new IllegalArgumentException("no record given: remove(name, type) is what removes them");
        }
        var first = records.getFirst();
        if (!first.getName().subdomain(origin)) {
            throw new IllegalArgumentException(first.getName() + " is not in the zone " + origin);
        }
        sets.put(new Key(first.getName(), first.getType()), records);
        return this;
    }

    private static List<Record> joined(List<Record> some, List<Record> more) {
        var all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }

    private static List<byte[]> strings(byte[] text) {
        var strings = new ArrayList<byte[]>();
        for (int at = 0; at == 0 || at < text.length; at += LONGEST_STRING) {
            strings.add(Arrays.copyOfRange(text, at, Math.min(text.length, at + LONGEST_STRING)));
        }
        return strings;
    }

    /** By its wire format: the presentation format of dnsjava's constructor would read escapes in the text. */
    private static Record txtOf(Name name, long ttl, List<byte[]> strings) {
        var wire = new ByteArrayOutputStream();
        for (var string : strings) {
            wire.write(string.length);
            wire.writeBytes(string);
        }
        return Record.newRecord(name, Type.TXT, DClass.IN, ttl, wire.toByteArray());
    }

    private static Record parse(Name name, int type, long ttl, String data) {
        try {
            return Record.fromString(name, type, DClass.IN, ttl, data, Name.root);
        } catch (IOException e) {
            throw new IllegalArgumentException(name + " " + Type.string(type) + " " + data, e);
        }
    }

    /** An absolute name, in lower case as keys need it. */
    static Name name(String text) {
        try {
            return Name.fromString(text.toLowerCase(Locale.ROOT), Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException(text + " is not a domain name", e);
        }
    }
}
