package io.mtasts.observe.dns;

import io.mtasts.caa.CaaProperty;
import io.mtasts.dane.TlsaRecord;
import io.mtasts.observe.net.FailureDetail;
import io.mtasts.observe.net.TaskScope;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TLSARecord;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** What is asked of the resolvers during one look at one domain: the same question is asked once. */
public final class Questions {
    private record Question(Name name, int type) {}

    private final String party;
    private final Resolvers resolvers;
    private final TaskScope strands;
    private final Map<Question, CompletableFuture<Resolvers.Resolved>> asked = new ConcurrentHashMap<>();

    /** @param party on whose behalf */
    public Questions(String party, Resolvers resolvers, TaskScope strands) {
        this.party = party;
        this.resolvers = resolvers;
        this.strands = strands;
    }

    /** On whose behalf they are asked. */
    public String party() {
        return party;
    }

    public Answer<String> txt(String name) {
        return ask(name, Type.TXT, Questions::text);
    }

    public Answer<MxRecord> mx(String name) {
        return ask(name, Type.MX, Questions::mx);
    }

    /** All TLSA records at a name. */
    Answer<TlsaRecord> tlsa(String name) {
        return ask(name, Type.TLSA, Questions::tlsa);
    }

    /** Which authorities may issue certificates for that name, as far as that name itself and its aliases say. */
    Answer<CaaProperty> caa(String name) {
        return ask(name, Type.CAA, CaaClimb::property);
    }

    /** IPv4 addresses first. One kind that is found is an answer, which says if the other could not be had. */
    public Answer<InetAddress> addresses(String name) {
        var six = strands.start(() -> ask(name, Type.AAAA, Questions::address));
        var four = ask(name, Type.A, Questions::address);
        return both(four, six.value());
    }

    /** The names of the servers of a zone, if this name is one. */
    Answer<Record> nameServers(Name name) {
        return ask(name, Type.NS);
    }

    private <T> Answer<T> ask(String name, int type, Function<Record, T> reading) {
        try {
            return read(ask(Name.fromString(name, Name.root), type), reading);
        } catch (TextParseException e) {
            return new Answer.Unavailable<>(name + " cannot be a domain name: " + FailureDetail.of(e));
        }
    }

    private Answer<Record> ask(Name name, int type) {
        return resolved(name, type).answer();
    }

    /** Did the resolver vouch for the answers to all of these questions? They are asked if they have not been. */
    public boolean authenticated(String name, int... types) {
        try {
            var asName = Name.fromString(name, Name.root);
            return Arrays.stream(types).allMatch(type -> resolved(asName, type).authenticated());
        } catch (TextParseException e) {
            return false; // the answer itself says so
        }
    }

    /** What counts of the DNSSEC signatures of these answers, all of them together; they are asked for if they were not yet. */
    public Validation validation(String name, int... types) {
        try {
            var asName = Name.fromString(name, Name.root);
            return Arrays.stream(types)
                    .mapToObj(type -> resolved(asName, type).validation())
                    .reduce(Validation.SECURE, Validation::and);
        } catch (TextParseException e) {
            return Validation.NOT_KNOWN; // the answer itself says so
        }
    }

    private Resolvers.Resolved resolved(Name name, int type) {
        var mine = new CompletableFuture<Resolvers.Resolved>();
        var earlier = asked.putIfAbsent(new Question(name, type), mine);
        if (earlier != null) {
            return earlier.join();
        }
        try {
            var resolved = resolvers.ask(party, name, type);
            mine.complete(resolved);
            return resolved;
        } finally {
            mine.completeExceptionally(new IllegalStateException("the query was not completed"));
        }
    }

    public static <T> Answer<T> read(Answer<Record> answer, Function<Record, T> reading) {
        return switch (answer) {
            case Answer.Found<Record>(var records, var aliases, var ttl, var unavailable) ->
                new Answer.Found<>(records.stream().map(reading).toList(), aliases, ttl, unavailable);
            case Answer.NoSuchName<Record>(var aliases) -> new Answer.NoSuchName<>(aliases);
            case Answer.NoData<Record>(var aliases) -> new Answer.NoData<>(aliases);
            case Answer.AliasLoop<Record>(var aliases) -> new Answer.AliasLoop<>(aliases);
            case Answer.Unavailable<Record>(var why, var obstacle) -> new Answer.Unavailable<>(why, obstacle);
        };
    }

    /** All strings as one, a character for each byte (RFC 8461 section 3.1); presentation format would quote and escape. */
    public static String text(Record record) {
        var text = new StringBuilder();
        for (Object string : ((TXTRecord) record).getStringsAsByteArrays()) {
            text.append(new String((byte[]) string, StandardCharsets.ISO_8859_1));
        }
        return text.toString();
    }

    public static MxRecord mx(Record record) {
        var mx = (MXRecord) record;
        return new MxRecord(mx.getPriority(), AliasWalk.text(mx.getTarget()));
    }

    public static TlsaRecord tlsa(Record record) {
        var tlsa = (TLSARecord) record;
        return TlsaRecord.of(
                tlsa.getCertificateUsage(),
                tlsa.getSelector(),
                tlsa.getMatchingType(),
                tlsa.getCertificateAssociationData());
    }

    public static InetAddress address(Record record) {
        return record instanceof AAAARecord six ? six.getAddress() : ((ARecord) record).getAddress();
    }

    static Answer<InetAddress> both(Answer<InetAddress> four, Answer<InetAddress> six) {
        if (four instanceof Answer.Found<InetAddress> some && six instanceof Answer.Found<InetAddress> more) {
            var all = Stream.concat(some.records().stream(), more.records().stream())
                    .distinct()
                    .toList();
            return new Answer.Found<>(all, some.aliases(), Math.max(some.ttlSeconds(), more.ttlSeconds()));
        }
        if (four instanceof Answer.Found<InetAddress> found) {
            return beside(found, six);
        }
        if (six instanceof Answer.Found<InetAddress> found) {
            return beside(found, four);
        }
        return six instanceof Answer.Unavailable<InetAddress> ? six : four;
    }

    private static Answer<InetAddress> beside(Answer.Found<InetAddress> found, Answer<InetAddress> other) {
        return other instanceof Answer.Unavailable<InetAddress> unavailable
                ? new Answer.Found<>(found.records(), found.aliases(), found.ttlSeconds(), Optional.of(unavailable))
                : found;
    }
}
