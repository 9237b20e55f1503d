package io.mtasts.observe.dns;

import io.mtasts.observe.net.AddressRules;
import io.mtasts.observe.net.AddressText;
import io.mtasts.observe.net.TaskScope;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Asks each of the name servers that are responsible for a name, so that no cache and no resolver stands in between. Where the name is
 * an alias into another zone, those of that zone are asked: they have the record.
 */
public final class Authorities {
    private static final int MOST_ADDRESSES = 4;

    /** Servers of one zone that are out of step may name different ones; more than that is no accident. */
    private static final int MOST_TARGETS = 2;

    /** Of one name, however many zones its aliases lead through: so many times the time-out of a question. */
    private static final int PATIENCE = 6;

    private final DnsExchange exchange;
    private final AddressRules rules;
    private final int port;
    private final Duration patience;
    private final TaskScope strands;

    /**
     * @param port of name servers
     * @param timeout of a question
     */
    public Authorities(AddressRules rules, int port, Duration timeout, DnsExchange exchange, TaskScope strands) {
        this.exchange = exchange;
        this.rules = rules;
        this.port = port;
        this.patience = timeout.multipliedBy(PATIENCE);
        this.strands = strands;
    }

    public List<AtServer<String>> txt(String name, Questions questions) {
        return ask(name, Type.TXT, Questions::text, questions);
    }

    public List<AtServer<MxRecord>> mx(String name, Questions questions) {
        return ask(name, Type.MX, Questions::mx, questions);
    }

    /** As the first server that has any gives them. */
    public Optional<Answer<InetAddress>> addresses(String name, Questions questions) {
        var six = strands.start(() -> found(ask(name, Type.AAAA, Questions::address, questions)));
        var four = found(ask(name, Type.A, Questions::address, questions));
        var both = Questions.both(four, six.value());
        return both.records().isEmpty() ? Optional.empty() : Optional.of(both);
    }

    private static Answer<InetAddress> found(List<AtServer<InetAddress>> servers) {
        return servers.stream()
                .map(AtServer::answer)
                .filter(answer -> !answer.records().isEmpty())
                .findFirst()
                .orElseGet(() -> new Answer.NoData<>(List.of()));
    }

    /** The aliases and records of this type that lead on from a name, as far as each server of its own zone knows them. */
    List<AtServer<Record>> way(String text, int type, Questions questions) {
        try {
            var name = Name.fromString(text, Name.root);
            var servers =
                    search(type, questions).zoneOf(name).map(ZoneCut::servers).orElse(List.of());
            return strands.each(
                    servers,
                    server -> new AtServer<>(
                            server,
                            switch (contact(server, name, type, questions)) {
                                case Contact.Silent(var why, var obstacle) -> new Answer.Unavailable<>(why, obstacle);
                                case Contact.Replied(var message) -> readWay(message, name, type);
                            }));
        } catch (TextParseException e) {
            return List.of(); // the resolvers' answer says so
        }
    }

    /** One question, wherever it leads. */
    private record Search(int type, Questions questions, long until) {
        Optional<ZoneCut> zoneOf(Name name) {
            return ZoneCut.above(name, questions, () -> System.nanoTime() < until);
        }
    }

    private Search search(int type, Questions questions) {
        return new Search(type, questions, System.nanoTime() + patience.toNanos());
    }

    /** What came of asking one server. */
    private sealed interface Step {
        record Answered(String server, Answer<Record> answer) implements Step {}

        /** The server has an alias whose target is in a zone that is decided elsewhere. */
        record LeadsOn(String server, AliasWalk walk) implements Step {}
    }

    /** Whether a server said anything that counts. */
    private sealed interface Contact {
        record Replied(Message message) implements Contact {}

        record Silent(String why, Obstacle obstacle) implements Contact {
            Silent(String why) {
                this(why, Obstacle.UNSAID);
            }
        }
    }

    private <T> List<AtServer<T>> ask(String text, int type, Function<Record, T> reading, Questions questions) {
        try {
            var walk = new AliasWalk(Name.fromString(text, Name.root));
            return from(walk, search(type, questions)).stream()
                    .map(met -> new AtServer<>(met.server(), Questions.read(met.answer(), reading)))
                    .toList();
        } catch (TextParseException e) {
            return List.of(); // the resolvers' answer says so
        }
    }

    /** Empty where nobody can be asked. */
    private List<AtServer<Record>> from(AliasWalk walk, Search search) {
        var zone = search.zoneOf(walk.at());
        if (zone.isEmpty()) {
            return List.of();
        }
        var answers = new ArrayList<AtServer<Record>>();
        var onward = new LinkedHashMap<Name, List<Step.LeadsOn>>();
        for (var step :
                strands.each(zone.get().servers(), server -> askServer(server, zone.get(), walk.copy(), search))) {
            switch (step) {
                case Step.Answered(var server, var answer) -> answers.add(new AtServer<>(server, answer));
                case Step.LeadsOn on ->
                    onward.computeIfAbsent(on.walk().at(), target -> new ArrayList<>())
                            .add(on);
            }
        }
        onward.values().stream().limit(MOST_TARGETS).forEach(same -> answers.addAll(behind(same, search)));
        return answers;
    }

    /** Where the servers of the alias's target cannot be asked, the alias is all that is known: no data, behind that alias. */
    private List<AtServer<Record>> behind(List<Step.LeadsOn> same, Search search) {
        var there = from(same.getFirst().walk(), search);
        return there.isEmpty()
                ? same.stream()
                        .map(on -> new AtServer<Record>(
                                on.server(), new Answer.NoData<>(on.walk().aliases())))
                        .toList()
                : there;
    }

    private Step askServer(String server, ZoneCut zone, AliasWalk walk, Search search) {
        return switch (contact(server, walk.at(), search.type(), search.questions())) {
            case Contact.Silent(var why, var obstacle) ->
                new Step.Answered(server, new Answer.Unavailable<>(why, obstacle));
            case Contact.Replied(var message) -> step(server, message, zone, walk, search);
        };
    }

    private Contact contact(String server, Name name, int type, Questions questions) {
        var addresses = questions.addresses(server);
        if (addresses.records().isEmpty()) {
            return new Contact.Silent(server + " has no address");
        }
        Contact last = new Contact.Silent(server + " was not asked");
        for (var address : addresses.records().stream().limit(MOST_ADDRESSES).toList()) {
            last = contact(server, address, name, type, questions.party());
            if (last instanceof Contact.Replied) {
                return last;
            }
        }
        return last;
    }

    private Contact contact(String server, InetAddress address, Name name, int type, String party) {
        var refusal = rules.refusal(address);
        if (refusal.isPresent()) {
            return new Contact.Silent(server + " (" + AddressText.of(address) + ") is not contacted: " + refusal.get());
        }
        return switch (exchange.ask(party, new InetSocketAddress(address, port), name, type, false)) {
            case DnsExchange.Outcome.Reply(var message)
            when !message.getHeader().getFlag(Flags.AA) ->
                new Contact.Silent(server + " is not authoritative for " + AliasWalk.text(name));
            case DnsExchange.Outcome.Reply(var message) -> new Contact.Replied(message);
            case DnsExchange.Outcome.ServerFailed(var why, var obstacle) ->
                new Contact.Silent(server + ": " + why, obstacle);
            case DnsExchange.Outcome.Failed(var why, var obstacle) -> new Contact.Silent(server + ": " + why, obstacle);
        };
    }

    /** Along the aliases for as long as this server decides: what it says of other zones may be out of date, and resolvers ignore it. */
    private static Step step(String server, Message message, ZoneCut zone, AliasWalk walk, Search search) {
        while (walk.step(message) && !walk.loops()) {
            if (!walk.at().subdomain(zone.origin())
                    || search.zoneOf(walk.at())
                            .filter(other -> !other.equals(zone))
                            .isPresent()) {
                return new Step.LeadsOn(server, walk);
            }
        }
        return new Step.Answered(server, read(message, walk, search.type()));
    }

    /** Each record on the way, the aliases too. */
    private static Answer<Record> readWay(Message message, Name name, int type) {
        var walk = new AliasWalk(name);
        walk.follow(message);
        var answer = read(message, walk, type);
        var all = message.getSection(Section.ANSWER).stream()
                .filter(record -> record.getType() == type || record.getType() == Type.CNAME)
                .toList();
        return all.isEmpty()
                ? answer
                : new Answer.Found<>(all, answer.aliases(), all.getFirst().getTTL());
    }

    /** What stands at the end of the aliases. */
    public static Answer<Record> read(Message message, AliasWalk walk, int type) {
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
