package io.mtasts.tlsrpt;

import io.mtasts.tlsrpt.TlsReport.Failure;
import io.mtasts.tlsrpt.TlsReport.PolicyResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads one element of {@code policies} (RFC 8460 section 4.4). */
final class PolicyReading {
    private static final List<String> TYPES = List.of("sts", "tlsa", "no-policy-found");
    /** The RFC has eleven. */
    private static final int MOST_RESULT_TYPES = 100;
    /** Of a policy in a report. */
    private static final int MOST_LINES = 100;

    private static final String SUCCESSFUL = "total-successful-session-count";
    private static final String FAILED = "total-failure-session-count";

    private final Values values;
    private final Map<String, Seen> failures = new LinkedHashMap<>();
    private List<String> lines = List.of();
    private List<String> mxHosts = List.of();
    private String type = "";
    private Optional<String> domain = Optional.empty();
    private long successful;
    private long failed;

    PolicyReading(Values values) {
        this.values = values;
    }

    /** All that was reported of one result type. */
    private static final class Seen {
        private final List<String> hosts = new ArrayList<>();
        private final List<String> reasons = new ArrayList<>();
        private final List<String> addresses = new ArrayList<>();
        private long count;

        void add(Detail detail) {
            count = Math.min(count + detail.count, Values.LARGEST);
            keep(detail.host, hosts);
            keep(detail.reason, reasons);
            keep(detail.address, addresses);
        }

        private static void keep(Optional<String> text, List<String> kept) {
            text.filter(one -> !one.isEmpty() && kept.size() < Failure.MOST_HOSTS && !kept.contains(one))
                    .ifPresent(kept::add);
        }

        Failure failure(String resultType) {
            return new Failure(resultType, count, hosts, reasons, addresses);
        }
    }

    /** One element of {@code failure-details}, as far as it matters. */
    private static final class Detail {
        private Optional<String> resultType = Optional.empty();
        private Optional<String> host = Optional.empty();
        private Optional<String> reason = Optional.empty();
        private Optional<String> address = Optional.empty();
        private long count;
    }

    PolicyResult read() throws IOException {
        values.object(List.of("policy", "summary"), List.of(), name -> {
            switch (name) {
                case "policy" -> values.object(List.of("policy-type"), List.of("policy-domain"), this::policy);
                case "summary" -> values.object(List.of(SUCCESSFUL, FAILED), List.of(), this::summary);
                case "failure-details" -> values.arrayOrNull(this::failure);
                default -> values.skip();
            }
        });
        return new PolicyResult(type, domain, lines, patterns(), successful, failed, worstFirst());
    }

    private void policy(String name) throws IOException {
        switch (name) {
            case "policy-type" -> type();
            case "policy-domain" -> domain = values.text();
            case "policy-string" -> lines = few(values.texts());
            case "mx-host" -> mxHosts = few(values.texts());
            default -> values.skip();
        }
    }

    private void type() throws IOException {
        var text = values.requiredText();
        type = text.orElse("");
        if (text.isPresent() && !TYPES.contains(type)) {
            values.tolerate("should be one of " + String.join(", ", TYPES));
        }
    }

    private void summary(String name) throws IOException {
        switch (name) {
            case SUCCESSFUL -> successful = values.count();
            case FAILED -> failed = values.count();
            default -> values.skip();
        }
    }

    private void failure() throws IOException {
        var detail = new Detail();
        values.object(List.of("result-type", "failed-session-count"), List.of(), name -> {
            switch (name) {
                case "result-type" -> detail.resultType = values.requiredText();
                case "failed-session-count" -> detail.count = values.count();
                case "receiving-mx-hostname" -> detail.host = values.text();
                case "receiving-ip" -> detail.address = values.text();
                case "failure-reason-code" -> detail.reason = values.text();
                case "sending-mta-ip", "receiving-mx-helo", "additional-information" -> values.text();
                default -> values.skip();
            }
        });
        if (detail.resultType.isPresent()) {
            failures.computeIfAbsent(detail.resultType.get(), any -> new Seen()).add(detail);
        }
        if (failures.size() > MOST_RESULT_TYPES) {
            throw new Unreadable("a policy has more than %d result types: the report was not read further"
                    .formatted(MOST_RESULT_TYPES));
        }
    }

    private static List<String> few(List<String> texts) {
        return texts.stream().limit(MOST_LINES).toList();
    }

    /** Of both places where a report may have them: not every sender fills both. */
    private List<String> patterns() {
        var ofLines = lines.stream()
                .filter(line -> line.startsWith("mx:"))
                .map(line -> line.substring("mx:".length()).strip());
        return Stream.concat(mxHosts.stream(), ofLines)
                .map(pattern -> pattern.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    private List<Failure> worstFirst() {
        return failures.entrySet().stream()
                .map(entry -> entry.getValue().failure(entry.getKey()))
                .sorted(Comparator.comparingLong(Failure::count).reversed())
                .toList();
    }
}
