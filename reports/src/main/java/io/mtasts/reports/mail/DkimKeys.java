package io.mtasts.reports.mail;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.mtasts.observe.ObserverSettings;
import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.dns.DnsExchange;
import io.mtasts.observe.dns.Questions;
import io.mtasts.observe.dns.Resolvers;
import io.mtasts.observe.net.Deadlines;
import io.mtasts.observe.net.TaskScope;
import io.mtasts.observe.tls.CertificateJudge;
import java.time.Clock;
import java.time.Duration;

/** Asks our own resolvers for the key records of DKIM (RFC 6376 section 3.6.2), and keeps for a while what they found. */
public final class DkimKeys implements AutoCloseable {
    private static final int MOST = 1_000;
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final String OURS = "";

    private final Deadlines deadlines = new Deadlines();
    private final TaskScope strands = new TaskScope();
    private final Resolvers resolvers;
    private final Cache<String, Answer<String>> found =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).build();

    /** Opens nothing yet. */
    public DkimKeys(ObserverSettings settings, Clock clock) {
        var timeout = settings.timeouts().dns();
        var exchange = new DnsExchange(
                timeout, settings.limits().questions(), new CertificateJudge(settings.trust(), clock), deadlines);
        this.resolvers = new Resolvers(settings.resolvers(), settings.trustAD(), timeout, exchange);
    }

    /** The TXT records at that name; blocks for a bounded time. */
    public Answer<String> at(String name) {
        var known = found.getIfPresent(name);
        if (known != null) {
            return known;
        }
        var answer = new Questions(OURS, resolvers, strands).txt(name);
        if (!answer.records().isEmpty()) {
            found.put(name, answer);
        }
        return answer;
    }

    @Override
    public void close() {
        strands.close();
        deadlines.close();
    }
}
