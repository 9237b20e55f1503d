package io.mtasts.check;

import static io.mtasts.check.Aspect.POLICY;

import io.mtasts.check.AtAddresses.Fault;
import io.mtasts.observe.https.PolicyOutcome.Answered;
import io.mtasts.observe.https.PolicyOutcome.Broken;
import io.mtasts.observe.https.PolicyOutcome.HTTP2Only;
import io.mtasts.observe.https.PolicyOutcome.TimedOut;
import io.mtasts.policy.Disagreement;
import java.util.Arrays;
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
                                "did not send the whole policy in time" + Detail.aside(detail),
                                "Check the web server: a policy is a short static file."))
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
                                "sent no complete HTTP response" + Detail.aside(detail),
                                "Check the web server there."))
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
                    "redirects%s with status %d, which senders do not follow".formatted(target, status),
                    "Serve the policy at %s itself.".formatted(PolicyUrl.of(evidence.view()))));
        }
        var url = PolicyUrl.of(evidence.view());
        return Optional.of(answered.fields()
                .guard()
                .map(guard -> new Fault(
                        ObservedReason.PolicyHTTPStatus,
                        "answers with status %d instead of 200: a firewall in front of it takes this probe for a bot (%s), and will take senders for bots too"
                                .formatted(status, Detail.of(guard)),
                        "Let requests for %s through the firewall without a challenge: senders are programs and cannot solve one."
                                .formatted(url)))
                .orElseGet(() -> new Fault(
                        ObservedReason.PolicyHTTPStatus,
                        "answers with status %d instead of 200".formatted(status),
                        "Serve the policy at %s.".formatted(url))));
    }

    /** The RFC asks for HTTPS and for no version of HTTP; we speak the one that all others speak as well. */
    static Stream<Finding> speaksHttp1(Evidence evidence) {
        var host = evidence.view().policyHost();
        return AtAddresses.findings(
                POLICY,
                host.host(),
                host.attempts(),
                outcome -> outcome instanceof HTTP2Only
                        ? Optional.of(new Fault(
                                ObservedReason.PolicyHTTPStatus,
                                "speaks only HTTP/2, so the policy could not be fetched by HTTP/1.1; "
                                        + Disagreement.HTTP2_ONLY.message(),
                                "Enable HTTP/1.1 too."))
                        : Optional.empty());
    }

    static Stream<Finding> mediaTypeIsText(Evidence evidence) {
        return whereFound(evidence, PolicyAnswerChecks::mediaType);
    }

    private static Optional<Fault> mediaType(Answered answered) {
        var types = answered.fields().mediaTypes();
        if (types.stream().distinct().count() > 1) {
            return Optional.of(new Fault(
                    ObservedReason.PolicyMediaType,
                    "sends Content-Type more than once (%s), and senders differ in which one they use"
                            .formatted(Listed.few(types.stream().map(Detail::of).toList())),
                    "Configure the web server to send Content-Type: text/plain, once."));
        }
        return answered.mediaType().filter(PolicyAnswerChecks::isText).isPresent()
                ? Optional.empty()
                : Optional.of(new Fault(
                        ObservedReason.PolicyMediaType,
                        answered.mediaType()
                                .map(type -> "serves the policy as %s instead of text/plain".formatted(Detail.of(type)))
                                .orElse("serves the policy without a media type instead of as text/plain"),
                        "Configure the web server to send Content-Type: text/plain."));
    }

    static Stream<Finding> mediaTypeIsReadAlike(Evidence evidence) {
        return whereFound(
                evidence,
                answered -> disagreement(answered)
                        .map(row -> new Fault(
                                ObservedReason.SendersDisagree,
                                "serves the policy %s; %s"
                                        .formatted(
                                                answered.mediaType()
                                                        .map(type -> "as " + Detail.of(type))
                                                        .orElse("without a media type"),
                                                row.message()),
                                "Configure the web server to send Content-Type: text/plain.")));
    }

    private static Optional<Disagreement> disagreement(Answered answered) {
        var type = answered.mediaType().orElse("");
        if (!isText(type)) {
            return Optional.of(Disagreement.MEDIA_TYPE_OF_ANOTHER_KIND);
        }
        boolean named = Arrays.stream(type.split(";", -1))
                .skip(1)
                .map(String::strip)
                .allMatch(parameter -> parameter.isEmpty() || parameter.indexOf('=') > 0);
        if (!named) {
            return Optional.of(Disagreement.MEDIA_TYPE_PARAMETER_WITHOUT_NAME);
        }
        return type.startsWith(TEXT_PLAIN) ? Optional.empty() : Optional.of(Disagreement.MEDIA_TYPE_IN_CAPITALS);
    }

    static Stream<Finding> isNotCompressed(Evidence evidence) {
        return whereFound(
                evidence,
                answered -> answered.fields()
                        .encoding()
                        .map(encoding -> answered.fields().decoded()
                                ? new Fault(
                                        ObservedReason.SendersDisagree,
                                        "sends the policy with Content-Encoding: %s; %s"
                                                .formatted(Detail.of(encoding), Disagreement.COMPRESSED.message()),
                                        "Configure the web server to send the policy uncompressed to clients that do"
                                                + " not ask for gzip.")
                                : new Fault(
                                        ObservedReason.PolicyMediaType,
                                        "sends the policy with Content-Encoding: %s, although nobody asked for it, and senders cannot read it"
                                                .formatted(Detail.of(encoding)),
                                        "Configure the web server to send the policy uncompressed.")));
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
                                "answers with more than 64 KiB, which senders may not read beyond",
                                "Serve only the policy there."))
                        : Optional.empty());
    }

    /** The age itself counts up, so it is not quoted. */
    static Stream<Finding> notFromCache(Evidence evidence) {
        return whereFound(
                evidence,
                answered -> answered.age().isPresent()
                        ? Optional.of(new Fault(
                                ObservedReason.PolicyCached,
                                "answers from a cache (there is an Age header), which may serve an old policy",
                                "Exclude the policy host from the cache, or purge the cache at every change."))
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
