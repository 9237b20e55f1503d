package io.mtasts.observe.dns;

import io.mtasts.policy.DurationText;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Asks the configured resolvers, each when the one before it gives no answer, and follows aliases to their end. */
public final class Resolvers {
    /** Of one name, however many aliases and resolvers: so many times the time-out of a question. */
    private static final int PATIENCE = 6;

    private final List<Server> servers;
    private final DnsExchange exchange;
    private final Duration patience;

    /**
     * @param resolvers those of the machine when empty
     * @param trustAD whether the word of every one of them on DNSSEC counts, however it is reached
     * @param timeout of a question
     */
    public Resolvers(List<ResolverAddress> resolvers, boolean trustAD, Duration timeout, DnsExchange exchange) {
        this.servers = resolvers.isEmpty()
                ? ResolverConfig.getCurrentConfig().servers().stream()
                        .map(address -> Server.of(address, Optional.empty(), trustAD))
                        .toList()
                : resolvers.stream()
                        .map(resolver -> Server.of(resolver, trustAD))
                        .toList();
        this.exchange = exchange;
        this.patience = timeout.multipliedBy(PATIENCE);
    }

    /** Does its word on DNSSEC count? Not where somebody on the way could set the bit (RFC 7672 section 2.2). */
    static boolean counts(InetSocketAddress address, Optional<String> tlsName, boolean trustAD) {
        return trustAD
                || tlsName.isPresent()
                || (!address.isUnresolved() && address.getAddress().isLoopbackAddress());
    }

    /** @param trusted whether its word on DNSSEC counts */
    private record Server(InetSocketAddress address, Optional<String> tlsName, boolean trusted) {
        static Server of(InetSocketAddress address, Optional<String> tlsName, boolean trustAD) {
            return new Server(address, tlsName, counts(address, tlsName, trustAD));
        }

        static Server of(ResolverAddress resolver, boolean trustAD) {
            var place = resolver.place();
            return of(new InetSocketAddress(place.host(), place.port()), resolver.tlsName(), trustAD);
        }

        DnsExchange.Outcome ask(DnsExchange exchange, String party, Name name, int type) {
            return tlsName.isPresent()
                    ? exchange.ask(party, new DnsOverTls.Server(address, tlsName.get()), name, type)
                    : exchange.ask(party, address, name, type, true);
        }
    }

    /**
     * What is known of a question now.
     *
     * @param authenticated whether the resolver has validated all of it by DNSSEC, and says so (RFC 6840 section 5.8)
     * @param validation what counts of that
     */
    record Resolved(Answer<Record> answer, boolean authenticated, Validation validation) {}

    /** What came of asking one after the other; {@code trusted} is whether the word of whose outcome it is counts. */
    private record Asked(DnsExchange.Outcome outcome, boolean trusted) {
        Validation validation() {
            if (!trusted) {
                return Validation.NOT_KNOWN;
            }
            return switch (outcome) {
                case DnsExchange.Outcome.Reply reply ->
                    isAuthenticated(reply) ? Validation.SECURE : Validation.INSECURE;
                case DnsExchange.Outcome.ServerFailed _ -> Validation.FAILED;
                case DnsExchange.Outcome.Failed _ -> Validation.NOT_KNOWN;
            };
        }

        private static boolean isAuthenticated(DnsExchange.Outcome.Reply reply) {
            return reply.message().getHeader().getFlag(Flags.AD);
        }
    }

    /**
     * The records of this name and type. Of the server's five ways to say no, each stays what it is.
     *
     * @param party on whose behalf
     */
    Resolved ask(String party, Name name, int type) {
        long start = System.nanoTime();
        var walk = new AliasWalk(name);
        boolean authenticated = true;
        var validation = Validation.SECURE;
        while (System.nanoTime() - start < patience.toNanos()) {
            var asked = askEach(party, walk.at(), type);
            validation = validation.and(asked.validation());
            switch (asked.outcome()) {
                case DnsExchange.Outcome.Reply(var message) -> {
                    authenticated &= message.getHeader().getFlag(Flags.AD);
                    var answer = read(message, type, walk);
                    if (answer.isPresent()) {
                        return new Resolved(answer.get(), authenticated, validation);
                    }
                }
                case DnsExchange.Outcome.ServerFailed(var why, var obstacle) -> {
                    return new Resolved(
                            loops(party, walk)
                                    ? new Answer.AliasLoop<>(walk.aliases())
                                    : new Answer.Unavailable<>(why, obstacle),
                            false,
                            validation);
                }
                case DnsExchange.Outcome.Failed(var why, var obstacle) -> {
                    return unsure(new Answer.Unavailable<>(why, obstacle));
                }
            }
        }
        return unsure(new Answer.Unavailable<>("following the CNAMEs of " + AliasWalk.text(name)
                + " did not finish within " + DurationText.of(patience)));
    }

    private static Resolved unsure(Answer<Record> answer) {
        return new Resolved(answer, false, Validation.NOT_KNOWN);
    }

    /** Nothing when the way leads on from here. */
    private static Optional<Answer<Record>> read(Message message, int type, AliasWalk walk) {
        boolean moved = walk.follow(message);
        var records = walk.records(message, type);
        if (walk.loops()) {
            return Optional.of(new Answer.AliasLoop<>(walk.aliases()));
        } else if (!records.isEmpty()) {
            return Optional.of(new Answer.Found<>(records, walk.aliases(), walk.ttl()));
        } else if (message.getRcode() == Rcode.NXDOMAIN) {
            return Optional.of(new Answer.NoSuchName<>(walk.aliases()));
        }
        return moved && !endsHere(message) ? Optional.empty() : Optional.of(new Answer.NoData<>(walk.aliases()));
    }

    /** A resolver that has been led in a circle may only say SERVFAIL; alias by alias the circle shows. */
    private boolean loops(String party, AliasWalk walk) {
        while (askEach(party, walk.at(), Type.CNAME).outcome() instanceof DnsExchange.Outcome.Reply(var message)
                && walk.follow(message)) {
            if (walk.loops()) {
                return true;
            }
        }
        return false;
    }

    private Asked askEach(String party, Name name, int type) {
        var failures = new ArrayList<String>();
        boolean servfail = false;
        var obstacle = Obstacle.UNSAID;
        boolean trusted = false;
        for (var server : servers) {
            if (server.address().isUnresolved()) {
                failures.add("the resolver " + server.address().getHostString() + " has no address");
                continue;
            }
            switch (server.ask(exchange, party, name, type)) {
                case DnsExchange.Outcome.Reply reply -> {
                    return new Asked(reply, server.trusted());
                }
                case DnsExchange.Outcome.ServerFailed(var why, var said) -> {
                    failures.add(why);
                    servfail = true;
                    obstacle = moreTelling(obstacle, said);
                    trusted |= server.trusted();
                }
                case DnsExchange.Outcome.Failed(var why, var said) -> {
                    failures.add(why);
                    obstacle = moreTelling(obstacle, said);
                }
            }
        }
        var why = failures.isEmpty() ? "this machine has no resolver configured" : String.join("; ", failures);
        return new Asked(
                servfail
                        ? new DnsExchange.Outcome.ServerFailed(why, obstacle)
                        : new DnsExchange.Outcome.Failed(why, obstacle),
                trusted);
    }

    private static Obstacle moreTelling(Obstacle one, Obstacle other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** A SOA says that the last alias was looked at and has nothing (RFC 2308 section 2.2). */
    private static boolean endsHere(Message message) {
        return message.getSection(Section.AUTHORITY).stream().anyMatch(record -> record.getType() == Type.SOA);
    }
}
