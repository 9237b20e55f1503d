package io.mtasts.observe.dns;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** The way along CNAMEs from the name that was asked for, through as many answers as it takes. */
public final class AliasWalk {
    /** Resolvers give up at about this length as well. */
    private static final int LONGEST = 16;

    private final List<String> aliases = new ArrayList<>();
    private final Set<Name> met = new HashSet<>();
    private Name at;
    private long ttl;
    private boolean loop;

    public AliasWalk(Name start) {
        this.at = start;
        met.add(start);
    }

    private AliasWalk(AliasWalk other) {
        this.at = other.at;
        this.ttl = other.ttl;
        this.loop = other.loop;
        aliases.addAll(other.aliases);
        met.addAll(other.met);
    }

    /** Goes on from the same place on its own. */
    AliasWalk copy() {
        return new AliasWalk(this);
    }

    /** Follows the aliases that this answer has; says whether there were any. */
    public boolean follow(Message message) {
        int before = aliases.size();
        while (step(message)) {}
        return aliases.size() > before;
    }

    /** Follows one alias; says whether there was one. */
    boolean step(Message message) {
        var next = loop ? null : aliasIn(message);
        if (next == null) {
            return false;
        }
        at = next.getTarget();
        ttl = Math.max(ttl, next.getTTL());
        aliases.add(text(at));
        loop = !met.add(at) || aliases.size() > LONGEST;
        return true;
    }

    /** The records of this type where the way has led so far. */
    List<Record> records(Message message, int type) {
        var records = message.getSection(Section.ANSWER).stream()
                .filter(record -> record.getType() == type && record.getName().equals(at))
                .toList();
        records.forEach(record -> ttl = Math.max(ttl, record.getTTL()));
        return records;
    }

    Name at() {
        return at;
    }

    boolean loops() {
        return loop;
    }

    List<String> aliases() {
        return List.copyOf(aliases);
    }

    /** In seconds, the largest met on the way: caches keep each alias and record for its own time, and the last to go is what counts. */
    long ttl() {
        return ttl;
    }

    private @Nullable CNAMERecord aliasIn(Message message) {
        for (var record : message.getSection(Section.ANSWER)) {
            if (record.getType() == Type.CNAME && record.getName().equals(at)) {
                return (CNAMERecord) record;
            }
        }
        return null;
    }

    /** In lower case, without the final dot. */
    static String text(Name name) {
        return name.equals(Name.root) ? MxRecord.NULL : name.toString(true).toLowerCase(Locale.ROOT);
    }
}
