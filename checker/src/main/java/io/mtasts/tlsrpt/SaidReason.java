package io.mtasts.tlsrpt;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a {@code validation-failure} was about, by what the sender says beside it: many report with it what RFC 8460 section 4.3 has a name of
 * its own for.
 */
public final class SaidReason {
    /** In the words of OpenSSL, Go, GnuTLS and others, without case and marks. */
    private static final Map<ResultType, List<String>> WORDS = Map.of(
            ResultType.CERTIFICATE_EXPIRED,
            List.of("certhasexpired", "certificatehasexpired", "certificateexpired", "certificateisexpired"),
            ResultType.CERTIFICATE_HOST_MISMATCH,
            List.of("hostnamemismatch", "certificatehostmismatch", "namenotincertificate", "certificateisvalidfor"),
            ResultType.CERTIFICATE_NOT_TRUSTED,
            List.of(
                    "certificatenottrusted",
                    "selfsigned",
                    "unabletogetlocalissuer",
                    "unabletogetissuercert",
                    "unabletoverifyleafsignature",
                    "unabletoverifythefirstcertificate",
                    "unknownauthority",
                    "unknownca",
                    "signernotfound"),
            ResultType.STARTTLS_NOT_SUPPORTED,
            List.of("starttlsnotsupported", "starttlsnotoffered"));

    private SaidReason() {}

    /** Empty when it is another failure, when nothing is said, or when not everything that is said means the same. */
    public static Optional<ResultType> of(Failure failure) {
        var texts = failure.reasons().isEmpty() ? failure.information() : failure.reasons();
        if (!failure.resultType().equals(ResultType.VALIDATION_FAILURE.text()) || texts.isEmpty()) {
            return Optional.empty();
        }
        var meant = texts.stream().map(SaidReason::meant).collect(Collectors.toSet());
        return meant.size() == 1 ? meant.iterator().next() : Optional.empty();
    }

    private static Optional<ResultType> meant(String text) {
        var plain = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        return WORDS.entrySet().stream()
                .filter(one -> one.getValue().stream().anyMatch(plain::contains))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
