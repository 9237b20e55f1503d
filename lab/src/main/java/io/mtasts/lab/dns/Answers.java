package io.mtasts.lab.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * Answers out of zones and follows aliases from one to the next.
 *
 * @param zones the zone that a name is in, as far as it can be asked
 * @param recursive whether a question that leads out of the zones is the server's own problem, or the client's
 */
record Answers(Function<Name, Optional<Zone>> zones, boolean recursive) {
    private static final int LONGEST_CHAIN = 16;

    Reply to(Name name, int type) {
        var aliases = new ArrayList<Record>();
        var at = name;
        boolean signed = recursive;
        while (aliases.size() < LONGEST_CHAIN) {
            var zone = zones.apply(at);
            if (zone.isEmpty()) {
                return outside(aliases);
            }
            signed &= zone.get().isSigned();
            switch (zone.get().find(at, type)) {
                case Zone.Found.Records(var records) -> {
                    return Reply.found(records).behind(aliases).validated(signed);
                }
                case Zone.Found.Alias(var cname) -> {
                    aliases.add(cname);
                    at = Zone.name(cname.getTarget().toString());
                }
                case Zone.Found.Referral(var nameServers) -> {
                    return recursive
                            ? Reply.failure(Rcode.SERVFAIL)
                            : Reply.referral(nameServers, glue(zone.get(), nameServers))
                                    .behind(aliases);
                }
                case Zone.Found.NoData() -> {
                    return Reply.nothing(Rcode.NOERROR, aliases, zone.get().soa())
                            .validated(signed);
                }
                case Zone.Found.NoSuchName() -> {
                    return Reply.nothing(Rcode.NXDOMAIN, aliases, zone.get().soa())
                            .validated(signed);
                }
            }
        }
        return Reply.found(aliases); // a loop: the client is shown it and has to notice
    }

    private Reply outside(List<Record> aliases) {
        if (recursive) {
            return Reply.failure(Rcode.SERVFAIL);
        }
        return aliases.isEmpty() ? Reply.failure(Rcode.REFUSED) : Reply.found(aliases);
    }

    private static List<Record> glue(Zone zone, List<Record> nameServers) {
        return nameServers.stream()
                .map(record -> ((NSRecord) record).getTarget())
                .flatMap(host -> zone.records(host, Type.A).stream())
                .toList();
    }
}
