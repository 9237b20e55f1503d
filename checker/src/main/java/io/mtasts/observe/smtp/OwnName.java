package io.mtasts.observe.smtp;

import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.net.AddressRules;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The name that we go by in EHLO: the one that was given, else this machine's where it points to a public address, since RFC 5321 section
 * 4.1.4 wants a name that can be looked up; else none, and the address speaks for itself.
 */
public final class OwnName {
    /** An answer of the DNS holds for so long, so that a name server that was down at the start is asked again. */
    private static final Duration HOLDS = Duration.ofHours(1);

    private final Optional<EhloName> given;
    private final Supplier<Optional<EhloName>> machine;
    private final Function<String, Answer<InetAddress>> lookup;
    private final Clock clock;
    private Optional<EhloName> found = Optional.empty();
    private @Nullable Instant askedAt;

    /** @param machine what this machine calls itself, asked for when it is needed first */
    public OwnName(
            Optional<EhloName> given,
            Supplier<Optional<EhloName>> machine,
            Function<String, Answer<InetAddress>> lookup,
            Clock clock) {
        this.given = given;
        this.machine = machine;
        this.lookup = lookup;
        this.clock = clock;
    }

    /** What to say on this connection. Blocks for as long as a question to the DNS may take, once an hour. */
    EhloName from(InetAddress own) {
        return given.or(this::ofMachine).orElseGet(() -> EhloName.of(own));
    }

    private synchronized Optional<EhloName> ofMachine() {
        var now = clock.instant();
        if (askedAt == null || !now.isBefore(askedAt.plus(HOLDS))) {
            found = machine.get().filter(this::leadsToThePublic);
            askedAt = now;
        }
        return found;
    }

    private boolean leadsToThePublic(EhloName name) {
        return lookup.apply(name.text()).records().stream()
                .anyMatch(address -> AddressRules.PUBLIC_ONLY.refusal(address).isEmpty());
    }
}
