package io.mtasts.observe.dns;

import io.mtasts.policy.Excerpt;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Message;

/**
 * What a name server adds to its answer to say why it is as it is (extended DNS error, RFC 8914). No server has to say so, and whoever
 * can forge the answer can forge this: it explains an answer and never makes one.
 *
 * @param code of the registry "Extended DNS Error Codes", 0 to 65535
 * @param text what the server writes beside it, as it came; may be empty
 */
public record ExtendedError(int code, String text) {
    /** Of one answer; servers in use give one to three. */
    private static final int MOST = 3;

    /** Those of this answer, the most telling first. */
    public static List<ExtendedError> in(Message reply) {
        var opt = reply.getOPT();
        return opt == null
                ? List.of()
                : opt.getOptions(EDNSOption.Code.EDNS_EXTENDED_ERROR).stream()
                        .map(ExtendedErrorCodeOption.class::cast)
                        .map(option -> new ExtendedError(
                                option.getErrorCode(), option.getText() == null ? "" : option.getText()))
                        .distinct()
                        .sorted(Comparator.comparing(ExtendedError::obstacle))
                        .limit(MOST)
                        .toList();
    }

    /** The most telling one of an answer. */
    static Obstacle obstacle(List<ExtendedError> errors) {
        return errors.stream().map(ExtendedError::obstacle).findFirst().orElse(Obstacle.UNSAID);
    }

    /** Goes on after "answered SERVFAIL"; nothing where the server does not say why. */
    public static String words(List<ExtendedError> errors) {
        return errors.isEmpty()
                ? ""
                : errors.stream().map(ExtendedError::words).collect(Collectors.joining("; ", ": ", ""));
    }

    /** Does an answer that has this stand in the place of the one that the zone has? */
    boolean replacesAnswer() {
        return switch (code) {
            case ExtendedErrorCodeOption.FORGED_ANSWER,
                    ExtendedErrorCodeOption.BLOCKED,
                    ExtendedErrorCodeOption.CENSORED,
                    ExtendedErrorCodeOption.FILTERED,
                    ExtendedErrorCodeOption.PROHIBITED,
                    ExtendedErrorCodeOption.BLOCKED_BY_UPSTREAM_DNS_SERVER -> true;
            default -> false;
        };
    }

    private Obstacle obstacle() {
        return switch (code) {
            case ExtendedErrorCodeOption.DNSSEC_BOGUS,
                    ExtendedErrorCodeOption.SIGNATURE_EXPIRED,
                    ExtendedErrorCodeOption.SIGNATURE_NOT_YET_VALID,
                    ExtendedErrorCodeOption.DNSKEY_MISSING,
                    ExtendedErrorCodeOption.RRSIGS_MISSING,
                    ExtendedErrorCodeOption.NO_ZONE_KEY_BIT_SET,
                    ExtendedErrorCodeOption.NSEC_MISSING,
                    ExtendedErrorCodeOption.SIGNATURE_EXPIRED_BEFORE_VALID -> Obstacle.DNSSEC_BOGUS;
            case ExtendedErrorCodeOption.FORGED_ANSWER,
                    ExtendedErrorCodeOption.BLOCKED,
                    ExtendedErrorCodeOption.CENSORED,
                    ExtendedErrorCodeOption.FILTERED,
                    ExtendedErrorCodeOption.PROHIBITED,
                    ExtendedErrorCodeOption.NOT_SUPPORTED,
                    ExtendedErrorCodeOption.UNABLE_TO_CONFORM_TO_POLICY,
                    ExtendedErrorCodeOption.RATE_LIMITED,
                    ExtendedErrorCodeOption.OVER_QUOTA,
                    ExtendedErrorCodeOption.BLOCKED_BY_UPSTREAM_DNS_SERVER -> Obstacle.POLICY;
            case ExtendedErrorCodeOption.NO_REACHABLE_AUTHORITY,
                    ExtendedErrorCodeOption.NETWORK_ERROR,
                    ExtendedErrorCodeOption.INVALID_DATA,
                    ExtendedErrorCodeOption.NOT_AUTHORITATIVE -> Obstacle.AUTHORITY;
            default -> Obstacle.UNSAID;
        };
    }

    private String words() {
        return name() + "extended DNS error " + code + (text.isBlank() ? "" : ", \"" + Excerpt.of(text) + "\"");
    }

    /** As the registry names it, with what it comes to; nothing of a code that it did not have in 2026, and of "other". */
    private String name() {
        var name = switch (code) {
            case ExtendedErrorCodeOption.UNSUPPORTED_DNSKEY_ALGORITHM -> "DNSKEY algorithm not supported";
            case ExtendedErrorCodeOption.UNSUPPORTED_DS_DIGEST_TYPE -> "DS digest type not supported";
            case ExtendedErrorCodeOption.STALE_ANSWER -> "stale answer";
            case ExtendedErrorCodeOption.FORGED_ANSWER -> "forged answer";
            case ExtendedErrorCodeOption.DNSSEC_INDETERMINATE -> "DNSSEC indeterminate";
            case ExtendedErrorCodeOption.DNSSEC_BOGUS -> "DNSSEC bogus";
            case ExtendedErrorCodeOption.SIGNATURE_EXPIRED -> "DNSSEC bogus (signature expired)";
            case ExtendedErrorCodeOption.SIGNATURE_NOT_YET_VALID -> "DNSSEC bogus (signature not yet valid)";
            case ExtendedErrorCodeOption.DNSKEY_MISSING -> "DNSSEC bogus (DNSKEY missing)";
            case ExtendedErrorCodeOption.RRSIGS_MISSING -> "DNSSEC bogus (RRSIGs missing)";
            case ExtendedErrorCodeOption.NO_ZONE_KEY_BIT_SET -> "DNSSEC bogus (no zone key bit set)";
            case ExtendedErrorCodeOption.NSEC_MISSING -> "DNSSEC bogus (NSEC missing)";
            case ExtendedErrorCodeOption.CACHED_ERROR -> "cached error";
            case ExtendedErrorCodeOption.NOT_READY -> "not ready";
            case ExtendedErrorCodeOption.BLOCKED -> "blocked";
            case ExtendedErrorCodeOption.CENSORED -> "censored";
            case ExtendedErrorCodeOption.FILTERED -> "filtered";
            case ExtendedErrorCodeOption.PROHIBITED -> "prohibited";
            case ExtendedErrorCodeOption.STALE_NXDOMAIN_ANSWER -> "stale NXDOMAIN";
            case ExtendedErrorCodeOption.NOT_AUTHORITATIVE -> "not authoritative";
            case ExtendedErrorCodeOption.NOT_SUPPORTED -> "not supported";
            case ExtendedErrorCodeOption.NO_REACHABLE_AUTHORITY -> "no reachable authority";
            case ExtendedErrorCodeOption.NETWORK_ERROR -> "network error";
            case ExtendedErrorCodeOption.INVALID_DATA -> "invalid data";
            case ExtendedErrorCodeOption.SIGNATURE_EXPIRED_BEFORE_VALID ->
                "DNSSEC bogus (signature expired before it is valid)";
            case ExtendedErrorCodeOption.TOO_EARLY -> "too early";
            case ExtendedErrorCodeOption.UNSUPPORTED_NSEC3_ITERATIONS_VALUE -> "NSEC3 iterations not supported";
            case ExtendedErrorCodeOption.UNABLE_TO_CONFORM_TO_POLICY -> "unable to conform to policy";
            case ExtendedErrorCodeOption.SYNTHESIZED -> "synthesized";
            case ExtendedErrorCodeOption.INVALID_QUERY_TYPE -> "invalid query type";
            case ExtendedErrorCodeOption.RATE_LIMITED -> "rate limited";
            case ExtendedErrorCodeOption.OVER_QUOTA -> "over quota";
            case ExtendedErrorCodeOption.NEGATIVE_TRUST_ANCHOR -> "negative trust anchor";
            case ExtendedErrorCodeOption.NEW_DELEGATION_ONLY -> "new delegation only";
            case ExtendedErrorCodeOption.BLOCKED_BY_UPSTREAM_DNS_SERVER -> "blocked by the server behind it";
            default -> "";
        };
        return name.isEmpty() ? "" : name + ", ";
    }
}
