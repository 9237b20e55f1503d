package io.mtasts.observe;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Function;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Asks each of the name servers that are responsible for a name, so that no cache and no resolver stands in between. */
final class Authorities {
    private static final int MOST_SERVERS = 8;
    private static final int MOST_ADDRESSES = 4;

    /** With the root: a top-level domain. The name servers of those are not ours to ask. */
    private static final int LABELS_OF_TOP_LEVEL = 2;

    private final DnsExchange exchange;
    private final AddressRules rules;
    private final int port;
    private final Strands strands;

    Authorities(ObserverSettings settings, DnsExchange exchange, Strands strands) {
        this.exchange = exchange;
        this.rules = settings.addressRules();
        this.port = settings.ports().dns();
        this.strands = strands;
    }

    List<AtServer<String>> txt(String name, Questions questions) {
        return ask(name, Type.TXT, Questions::text, questions);
    }

    List<AtServer<MxRecord>> mx(String name, Questions questions) {
        return ask(name, Type.MX, Questions::mx, questions);
    }

    /** The aliases and records of this type that lead on from a name, as far as each server knows them. */
    List<AtServer<Record>> way(String name, int type, Questions questions) {
        return ask(name, type, Authorities::readWay, Function.identity(), questions);
    }

    private <T> List<AtServer<T>> ask(String text, int type, Function<Record, T> reading, Questions questions) {
        return ask(text, type, Authorities::read, reading, questions);
    }

    /** How an answer of a server is read. */
    private interface Reader {
        Answer<Record> read(String server, Message message, Name name, int type);
    }

    private <T> List<AtServer<T>> ask(
            String text, int type, Reader reader, Function<Record, T> reading, Questions questions) {
        try {
            var name = Name.fromString(text, Name.root);
            return strands.each(
                    serversOf(name, questions),
                    server -> new AtServer<>(
                            server, Questions.read(askServer(server, name, type, reader, questions), reading)));
        } catch (TextParseException e) {
            return List.of(); // the resolvers' answer says so
        }
    }

    /** The servers of the zone that a name is in: the nearest name upwards that has NS records. */
    private static List<String> serversOf(Name name, Questions questions) {
        for (var zone = name; zone.labels() > LABELS_OF_TOP_LEVEL; zone = new Name(zone, 1)) {
            var answer = questions.nameServers(zone);
            if (answer instanceof Answer.Unavailable<Record>) {
                return List.of();
            }
            if (!answer.records().isEmpty() && answer.aliases().isEmpty()) {
                return answer.records().stream()
                        .map(record -> AliasWalk.text(((NSRecord) record).getTarget()))
                        .distinct()
                        .sorted()
                        .limit(MOST_SERVERS)
                        .toList();
            }
        }
        return List.of();
    }

    private Answer<Record> askServer(String server, Name name, int type, Reader reader, Questions questions) {
        var addresses = questions.addresses(server);
        if (addresses.records().isEmpty()) {
            return new Answer.Unavailable<>(server + " has no address");
        }
        Answer<Record> last = new Answer.Unavailable<>(server + " was not asked");
        for (var address : addresses.records().stream().limit(MOST_ADDRESSES).toList()) {
            last = askAddress(server, address, name, type, reader, questions.party());
            if (!(last instanceof Answer.Unavailable<Record>)) {
                return last;
            }
        }
        return last;
    }

    private Answer<Record> askAddress(String server, InetAddress address, Name name, int type, Reader reader, String party) {
        var refusal = rules.refusal(address);
        if (refusal.isPresent()) {
            return new Answer.Unavailable<>(
                    server + " (" + AddressText.of(address) + ") is not contacted: " + refusal.get());
        }
        return switch (exchange.ask(party, new InetSocketAddress(address, port), name, type, false)) {
            case DnsExchange.Outcome.Reply(var message) -> reader.read(server, message, name, type);
            case DnsExchange.Outcome.ServerFailed(var why) -> new Answer.Unavailable<>(server + ": " + why);
            case DnsExchange.Outcome.Failed(var why) -> new Answer.Unavailable<>(server + ": " + why);
        };
    }

    /** Each record on the way, the aliases too. */
    private static Answer<Record> readWay(String server, Message message, Name name, int type) {
        var answer = read(server, message, name, type);
        var all = message.getSection(Section.ANSWER).stream()
                .filter(record -> record.getType() == type || record.getType() == Type.CNAME)
                .toList();
        return answer instanceof Answer.Unavailable<Record> || all.isEmpty()
                ? answer
                : new Answer.Found<>(all, answer.aliases(), all.getFirst().getTTL());
    }

    /** An alias that leads out of the server's zones is all that it can answer: no data, behind that alias. */
    static Answer<Record> read(String server, Message message, Name name, int type) {
        if (!message.getHeader().getFlag(Flags.AA)) {
            return new Answer.Unavailable<>(server + " does not answer for " + AliasWalk.text(name)
                    + " as a server that is responsible for it");
        }
        var walk = new AliasWalk(name);
        walk.follow(message);
        var records = walk.records(message, type);
        if (walk.loops()) {
            return new Answer.AliasLoop<>(walk.aliases());
        } else if (!records.isEmpty()) {
            return new Answer.Found<>(records, walk.aliases(), walk.ttl());
        }
        return message.getRcode() == Rcode.NXDOMAIN
                ? new Answer.NoSuchName<>(walk.aliases())
                : new Answer.NoData<>(walk.aliases());
    }
}
