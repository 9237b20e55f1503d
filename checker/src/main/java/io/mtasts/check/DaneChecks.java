package io.mtasts.check;

import static io.mtasts.check.Aspect.DANE;

import io.mtasts.check.AtAddresses.Fault;
import io.mtasts.dane.DaneMatching.Result;
import io.mtasts.dane.Pinned;
import io.mtasts.dane.TlsaRecord;
import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.dns.Obstacle;
import io.mtasts.observe.dns.TlsaView;
import io.mtasts.observe.dns.Validation;
import io.mtasts.observe.net.Attempt;
import io.mtasts.observe.smtp.MxOutcome;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Do senders that support DANE deliver (RFC 7672)? They go by TLSA records and not by the MTA-STS policy, whatever its mode (RFC 8461
 * section 2), where the MX records, the host's addresses and the TLSA records are all secure.
 */
final class DaneChecks {
    private static final String MEND =
            "Check the zone's DNSSEC signatures, and that all of its name servers answer questions for TLSA.";

    private DaneChecks() {}

    static Stream<Finding> available(Evidence evidence) {
        return Stream.concat(mxAvailable(evidence), DaneSight.all(evidence).flatMap(DaneChecks::tlsaAvailable));
    }

    /** The MX records are bogus, or not to be had, of a domain that is known to use DANE. */
    private static Stream<Finding> mxAvailable(Evidence evidence) {
        var domain = evidence.view().domain();
        boolean usesDane =
                DaneSight.all(evidence).anyMatch(sight -> sight.tlsa().isSecure());
        return usesDane
                        && evidence.view().mailServers().validation() == Validation.FAILED
                        && evidence.view().mailServers().answer() instanceof Answer.Unavailable<?> unavailable
                ? Stream.of(new Finding(
                        DANE,
                        ObservedReason.TLSAUnavailable,
                        domain,
                        "%s: its MX records could not be looked up by a resolver that validates%s: senders that support DANE put its mail aside."
                                .formatted(domain, Detail.aside(unavailable.why())),
                        MEND))
                : Stream.empty();
    }

    private static Stream<Finding> tlsaAvailable(DaneSight sight) {
        if (!sight.isAsked()) {
            return Stream.empty(); // who does not rely on the host's address does not ask (RFC 7672 section 2.2.2)
        }
        return switch (sight.tlsa().answer()) {
            case Answer.AliasLoop<?>(var aliases) ->
                unavailable(
                        sight,
                        Severity.ERROR,
                        "is in a CNAME loop, through %s".formatted(Listed.few(aliases)),
                        "Replace the CNAME.");
            case Answer.Unavailable<?> unavailable ->
                unavailable(
                        sight,
                        sight.tlsa().validation() == Validation.FAILED && unavailable.obstacle() != Obstacle.POLICY
                                ? Severity.ERROR
                                : Severity.UNKNOWN,
                        "could not be looked up, in a zone that is signed%s".formatted(Detail.aside(unavailable.why())),
                        MEND);
            case Answer.Found<?> _, Answer.NoSuchName<?> _, Answer.NoData<?> _ -> Stream.empty();
        };
    }

    private static Stream<Finding> unavailable(DaneSight sight, Severity severity, String how, String remedy) {
        var host = sight.host().host();
        return Stream.of(new Finding(
                DANE,
                severity,
                ObservedReason.TLSAUnavailable,
                host,
                "%s: the TLSA record at %s %s: senders that support DANE put mail for it aside."
                        .formatted(host, sight.tlsa().name(), how),
                remedy));
    }

    static Stream<Finding> matches(Evidence evidence) {
        return DaneSight.all(evidence)
                .filter(DaneSight::applies)
                .flatMap(sight -> AtAddresses.findings(
                        DANE,
                        sight.host().host(),
                        sight.host().attempts(),
                        outcome -> fault(sight, outcome, evidence.now())));
    }

    private static Optional<Fault> fault(DaneSight sight, MxOutcome outcome, Instant now) {
        if (isWithoutTls(outcome)) {
            return Optional.of(new Fault(
                    ObservedReason.TLSAWithoutTLS,
                    "has TLSA records, and %s: senders that support DANE do not deliver there"
                            .formatted(
                                    outcome instanceof MxOutcome.StartTLSMissing
                                            ? "does not offer STARTTLS"
                                            : "its TLS handshake fails"),
                    "Mend STARTTLS there, or remove the TLSA records."));
        }
        return sight.isTooMany()
                ? Optional.empty()
                : DaneSight.chains(outcome).stream()
                        .flatMap(chain -> mismatch(sight, chain, now).stream())
                        .findFirst(); // one of two is enough: some senders are shown it
    }

    private static boolean isWithoutTls(MxOutcome outcome) {
        return outcome instanceof MxOutcome.StartTLSMissing || outcome instanceof MxOutcome.StartTLSFailed;
    }

    private static Optional<Fault> mismatch(DaneSight sight, List<X509Certificate> chain, Instant now) {
        return sight.matching().of(chain, now) instanceof Result.Mismatch(var almost)
                ? Optional.of(mismatch(sight, chain, almost))
                : Optional.empty();
    }

    private static Fault mismatch(DaneSight sight, List<X509Certificate> chain, Optional<String> almost) {
        return new Fault(
                ObservedReason.TLSAMismatch,
                "presents a certificate that none of its TLSA records pins (%s)%s: senders that support DANE do not deliver there, whatever the MTA-STS policy says"
                        .formatted(
                                shown(sight.matching().records().stream()
                                        .filter(TlsaRecord::isUsable)
                                        .toList()),
                                almost.map(why -> "; " + why).orElse("")),
                "Have the mail server present what is pinned%s."
                        .formatted(Pinned.record(TlsaRecord.SERVER, 1, 1, chain.getFirst())
                                .map(record -> ", or publish \"%s. TLSA %s\" beside the records that are there"
                                        .formatted(sight.tlsa().name(), record.text()))
                                .orElse("")));
    }

    private static String shown(List<TlsaRecord> records) {
        return Listed.few(records.stream().map(TlsaRecord::shown).toList());
    }

    static Stream<Finding> areUsable(Evidence evidence) {
        return DaneSight.all(evidence).filter(DaneSight::applies).flatMap(sight -> {
            var records = sight.matching().records();
            var unusable = records.stream().filter(record -> !record.isUsable()).toList();
            boolean all = unusable.size() == records.size();
            var why = unusable.stream()
                    .limit(1)
                    .map(record -> record.unusable().orElse(""))
                    .findFirst();
            return why
                    .map(clause -> finding(
                            sight,
                            ObservedReason.TLSANotUsable,
                            "the TLSA record %s at %s %s; senders ignore it%s"
                                    .formatted(
                                            shown(unusable),
                                            sight.tlsa().name(),
                                            clause,
                                            all
                                                    ? ", and as there is no other, they require TLS and accept any"
                                                            + " certificate"
                                                    : ""),
                            "Publish 3 1 1 records: mta-sts-operator lint tlsa --certificate FILE prints them."))
                    .stream();
        });
    }

    static Stream<Finding> wereCompared(Evidence evidence) {
        return DaneSight.all(evidence)
                .filter(DaneSight::applies)
                .filter(sight -> sight.isTooMany() || sight.chains().isEmpty())
                .flatMap(DaneChecks::notCompared);
    }

    private static Stream<Finding> notCompared(DaneSight sight) {
        if (sight.isTooMany()) {
            return Stream.of(finding(
                    sight,
                    ObservedReason.TLSATooMany,
                    "there are %d TLSA records at %s, more than are compared"
                            .formatted(sight.tlsa().published(), sight.tlsa().name()),
                    "Publish one for the key in use and one for the next: %d are compared."
                            .formatted(TlsaView.MOST_KEPT)));
        }
        boolean said = sight.host().attempts().stream().map(Attempt::outcome).anyMatch(DaneChecks::isWithoutTls);
        return said
                ? Stream.empty()
                : Stream.of(finding(
                        sight,
                        ObservedReason.TLSANotCompared,
                        "it has TLSA records, and no certificate of it could be seen to compare with them",
                        "First fix what MXTLSValid reports."));
    }

    static Stream<Finding> areSecure(Evidence evidence) {
        return DaneSight.all(evidence)
                .filter(sight -> sight.hasRecords() && !sight.applies())
                .flatMap(sight -> switch (sight.validation()) {
                    case INSECURE ->
                        Stream.of(finding(
                                sight,
                                ObservedReason.TLSANotSecure,
                                "it has TLSA records, but %s validated by DNSSEC: senders ignore them"
                                        .formatted(unsigned(sight)),
                                "Sign the zone if DANE is meant."));
                    case NOT_KNOWN ->
                        Stream.of(finding(
                                sight,
                                ObservedReason.TLSANotValidated,
                                "it has TLSA records at %s, and whether senders use them is not known: the resolver is asked without TLS over a network, so that its word on DNSSEC does not count"
                                        .formatted(sight.tlsa().name()),
                                "Use a resolver that validates, over TLS or at a loopback address (--resolver"
                                        + " tls://1.1.1.1), or set --trust-ad (settings.trustAd) if the network"
                                        + " between is safe."));
                    case FAILED, SECURE -> Stream.<Finding>empty(); // said by available
                });
    }

    private static String unsigned(DaneSight sight) {
        if (sight.mx() == Validation.INSECURE) {
            return "the MX records of %s are not".formatted(sight.domain());
        }
        return sight.tlsa().addresses() == Validation.INSECURE ? "its addresses are not" : "these are not";
    }

    static Stream<Finding> survivesRenewal(Evidence evidence) {
        return DaneSight.all(evidence)
                .filter(DaneSight::applies)
                .filter(sight -> !sight.isTooMany() && !sight.chains().isEmpty())
                .filter(sight -> sight.chains().stream()
                        .allMatch(chain -> sight.matching().of(chain, evidence.now()) instanceof Result.Matches))
                .flatMap(DaneChecks::nextKey);
    }

    private static Stream<Finding> nextKey(DaneSight sight) {
        var spare = sight.matching().unused(sight.chains());
        if (!spare.isEmpty()) {
            return Stream.of(finding(
                    sight,
                    ObservedReason.TLSASpareKey,
                    "beside the key in use, %s is published, a spare key for the time after".formatted(shown(spare)),
                    ""));
        }
        var usable =
                sight.matching().records().stream().filter(TlsaRecord::isUsable).toList();
        return usable.size() == 1 && usable.getFirst().usage() == TlsaRecord.SERVER
                ? DaneRenewal.of(sight, usable.getFirst()).stream()
                : Stream.empty();
    }

    /** Of a host, said before its remedy. */
    static Finding finding(DaneSight sight, ObservedReason reason, String text, String remedy) {
        var host = sight.host().host();
        return new Finding(DANE, reason, host, "%s: %s.".formatted(host, text), remedy);
    }
}
