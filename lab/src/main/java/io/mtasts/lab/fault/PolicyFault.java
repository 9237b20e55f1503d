package io.mtasts.lab.fault;

import io.mtasts.lab.Domain;
import io.mtasts.lab.PolicyHost;
import io.mtasts.lab.web.Answer;
import java.time.Duration;
import java.util.function.Consumer;

/** What can be wrong with the answer of a policy host and with the policy in it. */
@SuppressWarnings("ImmutableEnumChecker") // the functions have no state
public enum PolicyFault implements Fault {
    REDIRECT("PolicyRedirected", domain -> answer(domain, Answer.redirect("https://www.example.com/mta-sts.txt"))),
    REDIRECT_LOOP("PolicyRedirected", domain -> answer(domain, Answer.redirect(PolicyHost.PATH))),
    NOT_FOUND("PolicyHTTPStatus", domain -> answer(domain, Answer.status(404))),
    UNAVAILABLE("PolicyHTTPStatus", domain -> answer(domain, Answer.status(503))),
    NO_CONTENT("PolicyHTTPStatus", domain -> answer(domain, Answer.status(204))),
    HTML("PolicyMediaType", domain -> answer(domain, good(domain).header("Content-Type", "text/html"))),
    NO_MEDIA_TYPE("PolicyMediaType", domain -> answer(domain, good(domain).without("Content-Type"))),
    /** The first of the two is what most programs take. */
    TWO_MEDIA_TYPES(
            "PolicyMediaType",
            domain -> answer(
                    domain,
                    new Answer.Raw(
                            "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Type: text/plain\r\n"
                                    + "Connection: close\r\n\r\n" + body(domain)))),
    GZIP_UNASKED("SendersDisagree", domain -> answer(domain, new Answer.Compressed(body(domain)))),
    BROTLI_UNASKED("PolicyMediaType", domain -> answer(domain, good(domain).header("Content-Encoding", "br"))),
    /** A SETTINGS frame, as a server begins that knows nothing older (RFC 9113 section 3.4). */
    HTTP_2_ONLY(
            "PolicyHTTPStatus",
            domain -> answer(domain, new Answer.Raw("\u0000\u0000\u0000\u0004\u0000\u0000\u0000\u0000\u0000"))),
    BOT_CHALLENGE(
            "PolicyHTTPStatus",
            domain -> answer(
                    domain, Answer.status(403).header("Server", "cloudflare").header("cf-mitigated", "challenge"))),
    ALL_ON_ONE_LINE(
            "PolicyMalformed", domain -> domain.policy(body(domain).strip().replaceAll("\\R", "; "))),
    MX_WITH_DOT("PolicyMalformed", domain -> domain.policy(Domain.enforce(mx(domain) + "."))),
    BODY_70_KIB("PolicyTooLarge", domain -> domain.policy(body(domain) + "note: " + "x".repeat(70 * 1024) + "\n")),
    BODY_ENDLESS("PolicyTooLarge", domain -> answer(domain, new Answer.Endless("mx: mx.example.com\n"))),
    BODY_DRIPS("PolicyTimeout", domain -> answer(domain, new Answer.Drip(body(domain), Duration.ofSeconds(2)))),
    BODY_NEVER_COMES("PolicyTimeout", domain -> answer(domain, new Answer.Silent())),
    BODY_CUT_SHORT("PolicyHTTPStatus", domain -> answer(domain, Answer.cutShort(500, "version: STSv1"))),
    NO_ANSWER("PolicyHTTPStatus", domain -> answer(domain, new Answer.HangUp())),
    NOT_HTTP("PolicyHTTPStatus", domain -> answer(domain, new Answer.Raw("220 mail.example.com ESMTP\r\n"))),
    STATUS_ZERO("PolicyHTTPStatus", domain -> answer(domain, new Answer.Raw("HTTP/1.1 000 OK\r\n\r\n"))),
    NEGATIVE_VERSION("PolicyHTTPStatus", domain -> answer(domain, new Answer.Raw("HTTP/1.-1 200 OK\r\n\r\n"))),
    BODY_EMPTY("PolicyMalformed", domain -> domain.policy("")),
    BODY_HTML("PolicyMalformed", domain -> domain.policy("<!doctype html>\n<title>Welcome</title>\n")),
    NO_VERSION("PolicyMalformed", domain -> domain.policy("mode: none\nmax_age: 86400\n")),
    NO_MX("PolicyMalformed", domain -> domain.policy(Domain.policy("enforce", 604_800))),
    UNKNOWN_MODE("PolicyMalformed", domain -> domain.policy(Domain.policy("strict", 604_800, mx(domain)))),
    MAX_AGE_TOO_LARGE("PolicyMalformed", domain -> domain.policy(Domain.policy("enforce", 31_557_601, mx(domain)))),
    BLANK_LINE("PolicyMalformed", domain -> domain.policy("version: STSv1\n\n" + body(domain))),
    TWO_ADDRESSES_DIFFER("PolicyDiffers", domain -> {
        var addresses = domain.policyHost().addresses(2);
        domain.policyHost().answerAt(addresses.getLast(), Answer.policy(Domain.policy("testing", 604_800, mx(domain))));
    }),
    MAX_AGE_SHORT("MaxAgeShort", domain -> domain.policy(Domain.policy("enforce", 3_600, mx(domain)))),
    MAX_AGE_LONG("MaxAgeLong", domain -> domain.policy(Domain.policy("enforce", 31_557_600, mx(domain)))),
    MODE_REPEATED("FieldRepeated", domain -> domain.policy(body(domain) + "mode: none\n")),
    CACHED("PolicyCached", domain -> answer(domain, good(domain).header("Age", "3600"))),
    TESTING("ModeTesting", domain -> domain.policy(Domain.policy("testing", 604_800, mx(domain)))),
    NONE("ModeNone", domain -> domain.policy("version: STSv1\nmode: none\nmax_age: 86400\n"));

    private static String mx(Domain domain) {
        return "mx1." + domain.name();
    }

    private static String body(Domain domain) {
        return Domain.enforce(mx(domain));
    }

    private static Answer.Response good(Domain domain) {
        return Answer.policy(body(domain));
    }

    private static void answer(Domain domain, Answer answer) {
        domain.policyHost().answer(answer);
    }

    private final String reason;
    private final Consumer<Domain> spoiler;

    PolicyFault(String reason, Consumer<Domain> spoiler) {
        this.reason = reason;
        this.spoiler = spoiler;
    }

    @Override
    public String reason() {
        return reason;
    }

    @Override
    public void spoil(Domain domain) {
        spoiler.accept(domain);
    }
}
