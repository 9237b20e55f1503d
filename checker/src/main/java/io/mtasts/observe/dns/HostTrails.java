package io.mtasts.observe.dns;

import io.mtasts.observe.net.TaskScope;
import java.net.InetAddress;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Follows a host from its name along its aliases to its addresses, at the servers that are responsible for each name. */
public final class HostTrails {
    private final Authorities authorities;
    private final TaskScope strands;

    public HostTrails(Authorities authorities, TaskScope strands) {
        this.authorities = authorities;
        this.strands = strands;
    }

    private record Step(String name, int type) {}

    /**
     * What the authoritative servers on the way to a host say.
     *
     * @param addresses what the resolvers say of the host: the way is theirs
     */
    public HostTrail of(String host, Answer<InetAddress> addresses, Questions questions) {
        var names = Stream.concat(Stream.of(host), addresses.aliases().stream()).toList();
        var steps = names.stream()
                .flatMap(name -> Stream.of(new Step(name, Type.A), new Step(name, Type.AAAA)))
                .toList();
        var answers = strands.each(steps, step -> authorities.way(step.name(), step.type(), questions));
        var times = names.stream()
                .map(name -> ttlSeconds(name, steps, answers))
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .boxed()
                .toList();
        return new HostTrail(
                answers.stream()
                        .limit(2)
                        .flatMap(List::stream)
                        .map(HostTrails::addresses)
                        .toList(),
                times.size() == names.size()
                        ? times.stream().mapToLong(time -> time).max()
                        : OptionalLong.empty());
    }

    /** Of the records that a name itself has. */
    private static OptionalLong ttlSeconds(String name, List<Step> steps, List<List<AtServer<Record>>> answers) {
        return Stream.iterate(0, at -> at < steps.size(), at -> at + 1)
                .filter(at -> steps.get(at).name().equals(name))
                .flatMap(at -> answers.get(at).stream())
                .flatMap(at -> at.answer().records().stream())
                .filter(record -> AliasWalk.text(record.getName()).equals(name))
                .mapToLong(Record::getTTL)
                .max();
    }

    private static AtServer<InetAddress> addresses(AtServer<Record> at) {
        return new AtServer<>(
                at.server(),
                switch (at.answer()) {
                    case Answer.Found<Record> found -> found(found.records(), found.aliases(), found.ttlSeconds());
                    case Answer.NoSuchName<Record>(var aliases) -> new Answer.NoSuchName<>(aliases);
                    case Answer.NoData<Record>(var aliases) -> new Answer.NoData<>(aliases);
                    case Answer.AliasLoop<Record>(var aliases) -> new Answer.AliasLoop<>(aliases);
                    case Answer.Unavailable<Record>(var why, var obstacle) -> new Answer.Unavailable<>(why, obstacle);
                });
    }

    private static Answer<InetAddress> found(List<Record> records, List<String> aliases, long ttl) {
        var addresses = records.stream()
                .filter(record -> record instanceof ARecord || record instanceof AAAARecord)
                .map(Questions::address)
                .toList();
        return addresses.isEmpty() ? new Answer.NoData<>(aliases) : new Answer.Found<>(addresses, aliases, ttl);
    }
}
