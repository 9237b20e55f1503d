package io.mtasts.observe;

import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.dns.AtServer;
import io.mtasts.observe.dns.Authorities;
import io.mtasts.observe.dns.MxRecord;
import io.mtasts.observe.dns.Questions;
import io.mtasts.observe.net.TaskScope;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.xbill.DNS.Type;

/** Finds the mail servers of a domain and looks at each (RFC 5321 section 5.1, RFC 7505). */
final class MailServers {
    /** So many are looked up. All names are matched against the policy, however many there are. */
    static final int MOST_LOOKED_UP = 100;

    private final Authorities authorities;
    private final MxCache sights;
    private final TaskScope strands;

    MailServers(Authorities authorities, MxCache sights, TaskScope strands) {
        this.authorities = authorities;
        this.sights = sights;
        this.strands = strands;
    }

    MailServersView view(String domain, Look look, Questions questions) {
        var everywhere = strands.start(() -> authorities.mx(domain, questions));
        var answer = questions.mx(domain);
        var authoritative = everywhere.value();
        var named = named(answer, authoritative);
        boolean implicit = answer instanceof Answer.NoData<MxRecord> && named.isEmpty();
        var hosts = implicit ? List.of(new MxRecord(0, domain)) : inOrder(named);
        var views = strands.each(
                IntStream.range(0, hosts.size()).boxed().toList(),
                place -> host(hosts.get(place), place, look, questions));
        return new MailServersView(answer, authoritative, views, implicit, questions.validation(domain, Type.MX));
    }

    private static List<MxRecord> named(Answer<MxRecord> answer, List<AtServer<MxRecord>> authoritative) {
        return Stream.concat(
                        answer.records().stream(),
                        authoritative.stream().flatMap(server -> server.answer().records().stream()))
                .toList();
    }

    /** Each host once, at its lowest preference; a null MX is none. */
    private static List<MxRecord> inOrder(List<MxRecord> records) {
        var lowest = new TreeMap<String, Integer>();
        records.stream()
                .filter(record -> !record.isNull())
                .forEach(record -> lowest.merge(record.host(), record.preference(), Math::min));
        return lowest.entrySet().stream()
                .map(entry -> new MxRecord(entry.getValue(), entry.getKey()))
                .sorted(Comparator.comparingInt(MxRecord::preference).thenComparing(MxRecord::host))
                .toList();
    }

    private MxHostView host(MxRecord mx, int place, Look look, Questions questions) {
        if (place >= MOST_LOOKED_UP) {
            var why = "not looked up: it is beyond the first " + MOST_LOOKED_UP + " mail servers";
            return new MxHostView(mx.host(), mx.preference(), new Answer.Unavailable<>(why), List.of(), false);
        }
        if (!look.probeMx() || place >= MailServersView.MOST_PROBED) {
            return new MxHostView(mx.host(), mx.preference(), questions.addresses(mx.host()), List.of(), false);
        }
        try {
            var sight = sights.of(questions.party(), mx.host(), look.fresh());
            return new MxHostView(
                    mx.host(), mx.preference(), sight.addresses(), sight.attempts(), probed(sight), sight.tlsa());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            var why = new Answer.Unavailable<InetAddress>("stopped before it was probed");
            return new MxHostView(mx.host(), mx.preference(), why, List.of(), false);
        }
    }

    private static boolean probed(MxSight sight) {
        return !sight.attempts().isEmpty();
    }
}
