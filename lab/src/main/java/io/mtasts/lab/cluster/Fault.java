package io.mtasts.lab.cluster;

import io.mtasts.lab.ca.CertificateAuthority;
import io.mtasts.lab.ca.Certificates;
import io.mtasts.lab.tls.Tls;
import io.mtasts.lab.web.Answer;
import io.mtasts.lab.web.Site;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** What goes wrong with a policy host between the pods and the public. */
@FunctionalInterface
public interface Fault {
    /** What the public gets in place of the host's own site. */
    Site on(String host, Site site);

    /** Somebody redirects the host. */
    static Fault redirectTo(String location) {
        return (host, site) -> Site.of(site.tls(), Answer.redirect(location));
    }

    /** Other bytes than the pods'. */
    static Fault body(String body) {
        return (host, site) -> Site.of(site.tls(), Answer.policy(body));
    }

    /** A cache in front that has held the answer for so long. */
    static Fault cachedFor(Duration age) {
        return response(answer -> answer.header("Age", Long.toString(age.toSeconds())));
    }

    /** Another certificate than the Secret's. */
    static Fault certificate(CertificateAuthority authority, Certificates kind) {
        return (host, site) -> new Site(Tls.present(kind.forHost(authority, host)), site.answers());
    }

    /** Nothing answers any more. */
    static Fault down() {
        return (host, site) -> Site.of(new Tls.HangUp(), new Answer.HangUp());
    }

    /** A change to whatever a pod has answered. */
    static Fault response(UnaryOperator<Answer.Response> change) {
        return (host, site) -> new Site(
                site.tls(),
                request -> site.answers().apply(request) instanceof Answer.Response answer
                        ? change.apply(answer)
                        : new Answer.HangUp());
    }
}
