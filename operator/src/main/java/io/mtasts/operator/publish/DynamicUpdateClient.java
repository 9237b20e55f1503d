package io.mtasts.operator.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Looks at records at an update server and changes them there. Each call waits for the network, for a bounded time. */
final class DynamicUpdateClient {
    private static final Logger LOG = LoggerFactory.getLogger(DynamicUpdateClient.class);

    private final Exchange exchange;
    private final BooleanSupplier leading;

    /** @param leading asked right before each change: only one operator may write */
    DynamicUpdateClient(Exchange exchange, BooleanSupplier leading) {
        this.exchange = exchange;
        this.leading = leading;
    }

    /** What a probe brought. */
    sealed interface Look {
        record Seen(Name zone, Name name, HeldTexts held) implements Look {}

        record Failed(String why) implements Look {}
    }

    /** Something that was asked for, or in whole sentences why it does not exist. */
    private sealed interface Got<T> {
        record It<T>(T value) implements Got<T> {}

        record Not<T>(String why) implements Got<T> {}
    }

    /** What the server itself has at that name, which its secondaries may not have yet. */
    Look look(UpdateServer server, String recordName) {
        try {
            var name = Name.fromString(recordName, Name.root);
            return switch (zoneOf(server, name)) {
                case Got.Not<Name>(var why) -> new Look.Failed(why);
                case Got.It<Name>(var zone) -> look(server, zone, name);
            };
        } catch (TextParseException e) {
            return new Look.Failed("%s is not a domain name.".formatted(recordName));
        }
    }

    private Look look(UpdateServer server, Name zone, Name name) {
        return switch (ask(server, query(name, Type.TXT), zone)) {
            case Got.Not<Message>(var why) -> new Look.Failed(why);
            case Got.It<Message>(var answer)
            when !answer.getHeader().getFlag(Flags.AA) ->
                new Look.Failed(
                        "Update server %s is not authoritative for %s: another zone begins in between, or the zone %s is not its own."
                                .formatted(server.name(), name.toString(true), zone.toString(true)));
            case Got.It<Message>(var answer) -> own(server, zone, name, held(answer, name));
        };
    }

    /**
     * An answer does not say that a wildcard made it (RFC 4592), and prerequisites go by the names that there are (RFC 2136 section 3.2): where
     * a neighbour of the name gets the same, the server is asked whether the name itself has it.
     */
    private Look own(UpdateServer server, Name zone, Name name, HeldTexts answered) {
        if (answered.equals(HeldTexts.NOTHING)) {
            return new Look.Seen(zone, name, answered);
        }
        return switch (ask(server, query(name.wild(1), Type.TXT), zone)) {
            case Got.Not<Message>(var why) -> new Look.Failed(why);
            case Got.It<Message>(var answer)
            when !held(answer, name.wild(1)).isLike(answered) -> new Look.Seen(zone, name, answered);
            case Got.It<Message> _ -> atTheNameItself(server, zone, name, answered);
        };
    }

    private Look atTheNameItself(UpdateServer server, Name zone, Name name, HeldTexts answered) {
        return switch (KeyFile.of(server)) {
            case KeyFile.Key.Unusable(var why) -> new Look.Failed(why);
            case KeyFile.Key.Usable(var key) ->
                switch (exchange.ask(server.address(), key, answered.isThere(zone, name))) {
                    case Exchange.Reply.Silent(var why) -> new Look.Failed(silent(server, why));
                    case Exchange.Reply.Answered reply
                    when !reply.genuine() -> new Look.Failed(UpdateRefusal.notSigned(server));
                    case Exchange.Reply.Answered reply ->
                        switch (reply.rcode()) {
                            case Rcode.NOERROR -> new Look.Seen(zone, name, answered);
                            case Rcode.NXRRSET -> new Look.Seen(zone, name, HeldTexts.NOTHING);
                            default -> new Look.Failed(UpdateRefusal.of(server, reply.rcode(), zone.toString(true)));
                        };
                };
        };
    }

    private static HeldTexts held(Message answer, Name name) {
        var texts = new ArrayList<TXTRecord>();
        Optional<CNAMERecord> alias = Optional.empty();
        for (var record : answer.getSection(Section.ANSWER)) {
            if (record.getName().equals(name)) {
                switch (record) {
                    case TXTRecord text -> texts.add(text);
                    case CNAMERecord cname -> alias = Optional.of(cname);
                    default -> {} // signatures of the zone
                }
            }
        }
        return new HeldTexts(texts, alias);
    }

    /** That of the settings, or the one that the server says the name is in. */
    private Got<Name> zoneOf(UpdateServer server, Name name) throws TextParseException {
        if (server.zone().isPresent()) {
            var zone = Name.fromString(server.zone().get(), Name.root);
            return name.subdomain(zone)
                    ? new Got.It<>(zone)
                    : new Got.Not<>("%s is not in zone %s, for which update server %s is configured."
                            .formatted(name.toString(true), server.zone().get(), server.name()));
        }
        for (int dropped = 1; dropped < name.labels() - 1; dropped++) {
            var at = new Name(name, dropped);
            switch (ask(server, query(at, Type.SOA), at)) {
                case Got.Not<Message>(var why) -> {
                    return new Got.Not<>(why);
                }
                case Got.It<Message>(var answer) -> {
                    var apex = apex(answer, name);
                    if (apex.isPresent()) {
                        return new Got.It<>(apex.get());
                    }
                }
            }
        }
        return new Got.Not<>(
                "Update server %s has no zone that %s is in.".formatted(server.name(), name.toString(true)));
    }

    private static Optional<Name> apex(Message answer, Name name) {
        var all = new ArrayList<>(answer.getSection(Section.ANSWER));
        all.addAll(answer.getSection(Section.AUTHORITY));
        return answer.getHeader().getFlag(Flags.AA)
                ? all.stream()
                        .filter(record -> record.getType() == Type.SOA)
                        .map(Record::getName)
                        .filter(name::subdomain)
                        .findFirst()
                : Optional.empty();
    }

    private static Message query(Name name, int type) {
        var query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
        query.getHeader().unsetFlag(Flags.RD);
        return query;
    }

    private Got<Message> ask(UpdateServer server, Message query, Name zone) {
        return switch (KeyFile.of(server)) {
            case KeyFile.Key.Unusable(var why) -> new Got.Not<>(why);
            case KeyFile.Key.Usable(var key) ->
                switch (exchange.ask(server.address(), key, query)) {
                    case Exchange.Reply.Silent(var why) -> new Got.Not<>(silent(server, why));
                    case Exchange.Reply.Answered answered -> understood(server, answered, zone);
                };
        };
    }

    private static Got<Message> understood(UpdateServer server, Exchange.Reply.Answered answered, Name zone) {
        if (answered.rcode() != Rcode.NOERROR && answered.rcode() != Rcode.NXDOMAIN) {
            return new Got.Not<>(UpdateRefusal.of(server, answered.rcode(), zone.toString(true)));
        }
        return answered.genuine() ? new Got.It<>(answered.message()) : new Got.Not<>(UpdateRefusal.notSigned(server));
    }

    /** Changes it if the server still has what was seen there. */
    TextState write(DesiredRecords.Owner owner, UpdateServer server, Name zone, Change.Edit edit) {
        return switch (KeyFile.of(server)) {
            case KeyFile.Key.Unusable(var why) -> new TextState.Failed(why);
            case KeyFile.Key.Usable(var key) -> write(owner, server, key, zone, edit);
        };
    }

    private TextState write(DesiredRecords.Owner owner, UpdateServer server, TSIG key, Name zone, Change.Edit edit) {
        var update = edit.in(zone);
        if (!leading.getAsBoolean()) {
            return new TextState.Failed("Another operator has become the leader and publishes from now on.");
        }
        return switch (exchange.ask(server.address(), key, update)) {
            case Exchange.Reply.Silent(var why) -> new TextState.Failed(silent(server, why));
            case Exchange.Reply.Answered answered -> written(owner, server, zone, edit, answered);
        };
    }

    private static TextState written(
            DesiredRecords.Owner owner,
            UpdateServer server,
            Name zone,
            Change.Edit edit,
            Exchange.Reply.Answered answered) {
        if (answered.rcode() != Rcode.NOERROR) {
            return new TextState.Failed(UpdateRefusal.of(server, answered.rcode(), zone.toString(true)));
        }
        if (!answered.genuine()) {
            return new TextState.Failed(UpdateRefusal.notSigned(server));
        }
        LOG.atInfo()
                .addKeyValue("kind", "MailDomainPolicy")
                .addKeyValue("namespace", owner.namespace())
                .addKeyValue("name", owner.name())
                .addKeyValue("domain", owner.domain())
                .addKeyValue("reason", "RecordUpdated")
                .log("Update server {}, zone {}: {}", server.name(), zone, words(edit));
        return new TextState.InPlace();
    }

    private static String silent(UpdateServer server, String why) {
        return "Update server %s %s.".formatted(server.name(), why);
    }

    private static String words(Change.Edit edit) {
        List<String> words = new ArrayList<>();
        edit.remove().forEach(record -> words.add("removed " + record));
        edit.add().ifPresent(record -> words.add("added " + record));
        return String.join(", ", words);
    }
}
