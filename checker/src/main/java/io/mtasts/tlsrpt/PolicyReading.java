package io.mtasts.tlsrpt;

import io.mtasts.policy.ALabels;
import io.mtasts.tlsrpt.TlsReport.Detail;
import io.mtasts.tlsrpt.TlsReport.PolicyResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Reads one element of {@code policies} (RFC 8460 section 4.4). */
final class PolicyReading {
    private static final List<String> TYPES = List.of("sts", "tlsa", "no-policy-found");
    /** The RFC has eleven. */
    private static final int MOST_RESULT_TYPES = 100;
    /** Of a policy in a report. */
    private static final int MOST_LINES = 100;

    private static final int ASCII_END = 0x80;

    private static final String SUCCESSFUL = "total-successful-session-count";
    private static final String FAILED = "total-failure-session-count";
    private static final String COUNT = "failed-session-count";
    private static final String HOST = "receiving-mx-hostname";
    private static final String ADDRESS = "receiving-ip";
    private static final String HELO = "receiving-mx-helo";
    private static final String SENDER = "sending-mta-ip";
    private static final String REASON = "failure-reason-code";
    private static final String INFORMATION = "additional-information";

    private final Values values;
    private final int room;
    private final Set<String> resultTypes = new HashSet<>();
    private final List<Detail> details = new ArrayList<>();
    private List<String> lines = List.of();
    private List<String> mxHosts = List.of();
    private String type = "";
    private Optional<String> domain = Optional.empty();
    private long successful;
    private long failed;

    /** @param room for so many details */
    PolicyReading(Values values, int room) {
        this.values = values;
        this.room = room;
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
        return new PolicyResult(type, domain, lines, patterns(), successful, failed, details);
    }

    private void policy(String name) throws IOException {
        switch (name) {
            case "policy-type" -> type();
            case "policy-domain" -> domain();
            case "policy-string" -> lines = few(values.texts());
            case "mx-host" -> mxHosts = few(values.texts());
            default -> values.skip();
        }
    }

    private void type() throws IOException {
        var text = values.requiredText();
        var lowerCase = text.orElse("").toLowerCase(Locale.ROOT);
        type = TYPES.contains(lowerCase) ? lowerCase : text.orElse("");
        if (text.isPresent() && !TYPES.contains(text.get())) {
            values.tolerate("should be one of " + String.join(", ", TYPES));
        }
    }

    /** One with U-labels counts as what DNS has in their place. */
    private void domain() throws IOException {
        domain = values.text();
        if (domain.stream().flatMapToInt(String::chars).anyMatch(c -> c >= ASCII_END)) {
            values.tolerate("must be a name with A-labels (xn--...), and is read as that");
            domain = domain.flatMap(ALabels::of).or(() -> domain);
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
        var text = new HashMap<String, String>();
        var count = new AtomicLong();
        values.object(List.of("result-type", COUNT), List.of(), name -> {
            switch (name) {
                case "result-type" -> values.requiredText().ifPresent(type -> text.put(name, type));
                case COUNT -> count.set(values.count());
                case HOST, ADDRESS, HELO, SENDER, REASON, INFORMATION ->
                    values.text().ifPresent(value -> text.put(name, value));
                default -> values.skip();
            }
        });
        var type = text.get("result-type");
        if (type != null) {
            keep(detail(type, count.get(), text));
        }
    }

    private static Detail detail(String type, long count, Map<String, String> text) {
        return new Detail(
                type,
                count,
                Optional.ofNullable(text.get(HOST)),
                Optional.ofNullable(text.get(ADDRESS)),
                Optional.ofNullable(text.get(HELO)),
                Optional.ofNullable(text.get(SENDER)),
                Optional.ofNullable(text.get(REASON)),
                Optional.ofNullable(text.get(INFORMATION)));
    }

    private void keep(Detail detail) throws Unreadable {
        resultTypes.add(detail.resultType());
        if (resultTypes.size() > MOST_RESULT_TYPES) {
            throw new Unreadable("a policy has more than %d result types: the report was not read further"
                    .formatted(MOST_RESULT_TYPES));
        }
        if (details.size() == room) {
            throw new Unreadable("the report has more than %d failure-details and was not read further"
                    .formatted(TlsReport.MOST_DETAILS));
        }
        details.add(detail);
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
}
