package io.mtasts.observe;

import io.mtasts.observe.net.ConnectOverride;
import io.mtasts.observe.net.Deadlines;
import io.mtasts.observe.net.Dialer;
import io.mtasts.observe.net.HostPort;
import io.mtasts.observe.net.NoContact;
import io.mtasts.observe.net.ReachabilityCache;
import io.mtasts.observe.net.Vantage;
import io.mtasts.observe.smtp.SmtpWire;
import java.io.IOException;
import java.time.Duration;

/** Asks the hosts that are known to answer, to tell a port that is closed from here from a host that is down. */
final class ControlHosts {
    private static final int READY = 220;

    /** They are asked for everybody. */
    private static final String OURS = "";

    private final ObserverSettings settings;
    private final Dialer toPolicies;
    private final Dialer toMail;
    private final Deadlines deadlines;
    private final ConnectOverride route;

    ControlHosts(
            ObserverSettings settings, Dialer toPolicies, Dialer toMail, Deadlines deadlines, ConnectOverride route) {
        this.settings = settings;
        this.toPolicies = toPolicies;
        this.toMail = toMail;
        this.deadlines = deadlines;
        this.route = route;
    }

    /** Whether port 25 is open: the control host alone decides where one is named, else what this process remembers. */
    Vantage.Reach smtp(ReachabilityCache memory) {
        return settings.smtpControl().map(this::greets).orElseGet(memory::reach);
    }

    /** Likewise for port 443. */
    Vantage.Reach https(ReachabilityCache memory) {
        return settings.httpsControl()
                .map(host -> reach(toPolicies, host, settings.timeouts().policy(), line -> true))
                .orElseGet(memory::reach);
    }

    private Vantage.Reach greets(HostPort host) {
        return reach(toMail, host, settings.timeouts().smtp(), line -> {
            try (var step = deadlines.after(settings.timeouts().greeting(), line.socket())) {
                var wire = new SmtpWire(line.socket());
                boolean ready = wire.reply().code() == READY;
                wire.say("QUIT");
                return ready && !step.passed();
            } catch (IOException silent) {
                return false;
            }
        });
    }

    @FunctionalInterface
    private interface Sign {
        boolean of(Dialer.Line line);
    }

    /** The user named this host, and so its address needs no leave. */
    private Vantage.Reach reach(Dialer dialer, HostPort host, Duration patience, Sign sign) {
        var hop = route.hop(host);
        if (hop.isEmpty()) {
            return Vantage.Reach.NOT_KNOWN;
        }
        return switch (dialer.dial(OURS, hop.get(), patience)) {
            case Dialer.Dialled.Connected(var line) -> {
                try (line) {
                    yield sign.of(line) ? Vantage.Reach.OPEN : Vantage.Reach.CLOSED;
                }
            }
            case Dialer.Dialled.Refused(var why) -> Vantage.Reach.NOT_KNOWN;
            case Dialer.Dialled.Failed(var kind, var detail) ->
                kind == NoContact.NOT_TRIED ? Vantage.Reach.NOT_KNOWN : Vantage.Reach.CLOSED;
        };
    }
}
