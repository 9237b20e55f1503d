package io.mtasts.lab.dns;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What an update asks of a zone: prerequisites first (RFC 2136 section 3.2), then the changes (3.4). */
final class ZoneUpdate {
    private record RecordSet(Name name, int type) {
        static RecordSet of(Record record) {
            return new RecordSet(Zone.name(record.getName().toString()), record.getType());
        }
    }

    private ZoneUpdate() {}

    /** Gives the code to answer with; nothing is changed unless it is NOERROR. */
    static int apply(Zone zone, Message update) {
        synchronized (zone) {
            var outside = update.getSection(Section.UPDATE).stream()
                    .anyMatch(record -> !record.getName().subdomain(zone.origin()));
            if (outside) {
                return Rcode.NOTZONE;
            }
            int rcode = prerequisites(zone, update.getSection(Section.PREREQ));
            if (rcode == Rcode.NOERROR) {
                update.getSection(Section.UPDATE).forEach(record -> change(zone, record));
            }
            return rcode;
        }
    }

    private static int prerequisites(Zone zone, List<Record> required) {
        Map<RecordSet, List<Record>> exact = new LinkedHashMap<>();
        for (var record : required) {
            var set = RecordSet.of(record);
            if (record.getTTL() != 0) {
                return Rcode.FORMERR;
            }
            boolean there = !zone.records(set.name(), set.type()).isEmpty();
            if (record.getDClass() == DClass.ANY && !there) {
                return Rcode.NXRRSET;
            }
            if (record.getDClass() == DClass.NONE && there) {
                return Rcode.YXRRSET;
            }
            if (record.getDClass() == DClass.IN) {
                exact.computeIfAbsent(set, absent -> new ArrayList<>()).add(record);
            }
        }
        boolean same = exact.entrySet().stream()
                .allMatch(entry -> data(entry.getValue())
                        .equals(data(zone.records(
                                entry.getKey().name(), entry.getKey().type()))));
        return same ? Rcode.NOERROR : Rcode.NXRRSET;
    }

    private static Set<String> data(List<Record> records) {
        var data = new HashSet<String>();
        records.forEach(record -> data.add(record.rdataToString()));
        return data;
    }

    private static void change(Zone zone, Record record) {
        var set = RecordSet.of(record);
        var now = zone.records(set.name(), set.type());
        switch (record.getDClass()) {
            case DClass.ANY -> zone.replace(set.name(), set.type(), List.of());
            case DClass.NONE -> zone.replace(set.name(), set.type(), without(now, record));
            default -> {
                boolean alias = set.type() != Type.CNAME
                        && !zone.records(set.name(), Type.CNAME).isEmpty();
                if (!alias) { // section 3.4.2.2: otherwise it is silently ignored
                    var more = new ArrayList<>(without(now, record));
                    more.add(record);
                    zone.replace(set.name(), set.type(), more);
                }
            }
        }
    }

    private static List<Record> without(List<Record> records, Record one) {
        return records.stream()
                .filter(record -> !record.rdataToString().equals(one.rdataToString()))
                .toList();
    }
}
