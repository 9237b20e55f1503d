package io.mtasts.check;

import static io.mtasts.check.Aspect.POLICY;

import io.mtasts.check.AtAddresses.Fault;
import io.mtasts.observe.PolicyOutcome.Answered;
import io.mtasts.observe.PolicyOutcome.Broken;
import io.mtasts.observe.PolicyOutcome.TimedOut;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Is the answer one that senders take: status 200, text/plain, small, and in time (RFC 8461 section 3.3)? */
final class PolicyAnswerChecks {
    private static final String TEXT_PLAIN = "text/plain";

    private PolicyAnswerChecks() {}

    static Stream<Finding> inTime(Evidence evidence) {
        return AtAddresses.findings(
                POLICY,
                evidence.view().policyHost().host(),
                evidence.view().policyHost().attempts(),
                outcome -> outcome instanceof TimedOut(var detail)
                        ? Optional.of(new Fault(
                                ObservedReason.PolicyTimeout,
                                "did not give the whole policy in time" + Detail.aside(detail),
                                "See to the web server: a policy is a short static file."))
                        : Optional.empty());
    }

    /** No silence, at which senders would go on to the next address: this one began to answer. */
    static Stream<Finding> isWhole(Evidence evidence) {
        return AtAddresses.findings(
                POLICY,
                evidence.view().policyHost().host(),
                evidence.view().policyHost().attempts(),
                outcome -> outcome instanceof Broken(var detail)
                        ? Optional.of(new Fault(
                                ObservedReason.PolicyHTTPStatus,
                                "gave no whole HTTP answer" + Detail.aside(detail),
                                "See to the web server there."))
                        : Optional.empty());
    }

    static Stream<Finding> statusIs200(Evidence evidence) {
        var host = evidence.view().policyHost();
        return AtAddresses.findings(
                POLICY,
                host.host(),
                host.attempts(),
                outcome -> outcome instanceof Answered answered ? status(answered, evidence) : Optional.empty());
    }

    private static Optional<Fault> status(Answered answered, Evidence evidence) {
        int status = answered.status();
        if (status == 200) {
            return Optional.empty();
        }
        if (status >= 300 && status < 400 && status != 304) {
            var target = answered.location().map(to -> " to " + Detail.of(to)).orElse("");
            return Optional.of(new Fault(
                    ObservedReason.PolicyRedirected,
                    "redirects%s with status %d, and senders do not follow".formatted(target, status),
                    "Answer %s itself.".formatted(PolicyUrl.of(evidence.view()))));
        }
        return Optional.of(new Fault(
                ObservedReason.PolicyHTTPStatus,
                "answers with status %d instead of 200".formatted(status),
                "Let %s answer with the policy.".formatted(PolicyUrl.of(evidence.view()))));
    }

    static Stream<Finding> mediaTypeIsText(Evidence evidence) {
        return whereFound(
                evidence,
                answered ->
                        answered.mediaType().filter(PolicyAnswerChecks::isText).isPresent()
                                ? Optional.empty()
                                : Optional.of(new Fault(
                                        ObservedReason.PolicyMediaType,
                                        answered.mediaType()
                                                .map(type -> "serves the policy as %s instead of text/plain"
                                                        .formatted(Detail.of(type)))
                                                .orElse("serves the policy without a media type instead of as"
                                                        + " text/plain"),
                                        "Let the web server send Content-Type: text/plain.")));
    }

    /** The type itself, without its parameters. */
    private static boolean isText(String mediaType) {
        return mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(TEXT_PLAIN);
    }

    static Stream<Finding> smallEnough(Evidence evidence) {
        return whereFound(
                evidence,
                answered -> answered.cut()
                        ? Optional.of(new Fault(
                                ObservedReason.PolicyTooLarge,
                                "answers with more than 64 KiB, and senders may read no further",
                                "Serve the policy there and nothing else."))
                        : Optional.empty());
    }

    /** The age itself counts up, so it is not quoted. */
    static Stream<Finding> notFromCache(Evidence evidence) {
        return whereFound(
                evidence,
                answered -> answered.age().isPresent()
                        ? Optional.of(new Fault(
                                ObservedReason.PolicyCached,
                                "answers from a cache (there is an Age header), which may give out an old policy",
                                "Take the policy host out of the cache, or let the cache forget it at every change."))
                        : Optional.empty());
    }

    private static Stream<Finding> whereFound(Evidence evidence, Function<Answered, Optional<Fault>> faultOf) {
        var host = evidence.view().policyHost();
        return AtAddresses.findings(
                POLICY,
                host.host(),
                host.attempts(),
                outcome -> outcome instanceof Answered answered && answered.status() == 200
                        ? faultOf.apply(answered)
                        : Optional.empty());
    }
}
