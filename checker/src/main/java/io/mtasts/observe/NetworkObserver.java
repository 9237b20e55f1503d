package io.mtasts.observe;

import java.time.Clock;
import java.util.List;

/** Looks at domains over the network: DNS, HTTPS and SMTP. One for the whole process, used by many threads at once. */
public final class NetworkObserver implements DomainObserver {
    private final ObserverSettings settings;
    private final Clock clock;

    public NetworkObserver(ObserverSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public PublicView observe(String domain, Look look) {
        var nothing = "nothing was asked of " + settings.resolvers();
        return new PublicView(
                domain,
                clock.instant(),
                new TxtView("_mta-sts." + domain, new Answer.Unavailable<>(nothing), List.of()),
                new TxtView("_smtp._tls." + domain, new Answer.Unavailable<>(nothing), List.of()),
                new PolicyHostView("mta-sts." + domain, new Answer.Unavailable<>(nothing), List.of()),
                new MailServersView(new Answer.Unavailable<>(nothing), List.of(), List.of(), false),
                new Vantage(Vantage.Reach.NOT_KNOWN, Vantage.Reach.NOT_KNOWN));
    }

    @Override
    public void close() {}
}
