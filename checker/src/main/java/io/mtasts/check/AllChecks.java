package io.mtasts.check;

import java.util.List;

/** The order in which a domain is judged, which is the order in which a sender meets what is judged. */
public final class AllChecks {
    static final List<Check> IN_ORDER = List.of(
            RecordChecks::lookedUp,
            RecordChecks::oneRecord, // without it senders see no MTA-STS at all
            RecordChecks::wellFormed,
            RecordChecks::textsBeside,
            RecordChecks::sameEverywhere,
            RecordChecks::idOfServedPolicy,
            RecordChecks::timeToLive,
            RecordChecks::silentServers,
            // the policy host: found, reached, trusted, in the order in which a sender fails
            PolicyHostChecks::resolves,
            PolicyHostChecks::mayBeContacted,
            PolicyHostChecks::wasTried,
            PolicyHostChecks::allWereAsked,
            PolicyHostChecks::answers,
            PolicyHostChecks::sendersGoOn,
            PolicyHostChecks::speaksTls,
            PolicyHostChecks::isTrusted,
            PolicyHostChecks::renewsInTime,
            RootChecks::ofPolicyHost,
            CaaChecks::lookedUp,
            CaaChecks::someoneMayIssue,
            // what it answers, before what that says
            PolicyAnswerChecks::inTime,
            PolicyAnswerChecks::isWhole,
            PolicyAnswerChecks::speaksHttp1,
            PolicyAnswerChecks::statusIs200,
            PolicyAnswerChecks::mediaTypeIsText,
            PolicyAnswerChecks::mediaTypeIsReadAlike,
            PolicyAnswerChecks::isNotCompressed,
            PolicyAnswerChecks::smallEnough,
            PolicyAnswerChecks::notFromCache,
            PolicyChecks::isTheServedOne,
            PolicyChecks::sameEverywhere,
            PolicyChecks::isTheWantedOne,
            PolicyChecks::wellFormed, // after what makes its remarks about another policy than ours
            CoverageChecks::lookedUp,
            CoverageChecks::policyToCompare,
            CoverageChecks::uncoveredHosts, // the one that loses mail
            CoverageChecks::wildcardsAreReadAlike,
            CoverageChecks::acceptsMail,
            CoverageChecks::aliases,
            CoverageChecks::unusedPatterns,
            MxContactChecks::probing,
            MxContactChecks::lookedUp,
            MxContactChecks::resolves,
            MxTlsChecks::offersStartTls, // what senders refuse over comes before what they may wait out
            MxTlsChecks::keepsToStartTls,
            MxTlsChecks::protocolIsNewEnough,
            MxTlsChecks::isTrusted,
            MxContactChecks::answers,
            MxRefusalChecks::letsUsIn,
            MxRefusalChecks::saysItsPart,
            MxContactChecks::portIsOpen,
            MxTlsChecks::mayBeContacted,
            MxTlsChecks::wasTried,
            MxContactChecks::allWereProbed,
            MxTlsChecks::allSendersAccept,
            OtherCertificateChecks::isAccepted,
            OtherCertificateChecks::renewsInTime,
            MxTlsChecks::renewsInTime,
            RootChecks::ofMailServers,
            DaneChecks::available, // whoever supports DANE goes by it, and not by MTA-STS (RFC 8461 section 2)
            DaneChecks::matches,
            DaneChecks::areUsable,
            DaneChecks::wereCompared,
            DaneChecks::areSecure,
            DaneChecks::survivesRenewal,
            TlsReportingChecks::lookedUp,
            TlsReportingChecks::oneRecord,
            TlsReportingChecks::wellFormed,
            TlsReportingChecks::reportsComeToUs);

    private AllChecks() {}

    /** All that there is to say, in order of the checks. */
    public static List<Finding> findings(Evidence evidence) {
        return IN_ORDER.stream().flatMap(check -> check.findings(evidence)).toList();
    }
}
