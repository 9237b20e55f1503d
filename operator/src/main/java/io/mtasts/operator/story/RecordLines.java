package io.mtasts.operator.story;

import io.mtasts.api.v1alpha1.DnsRecord;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.PublishMethod;
import io.mtasts.api.v1alpha1.PublishedRecord;
import io.mtasts.api.v1alpha1.RecordState;
import io.mtasts.policy.DurationText;
import io.mtasts.policy.PolicyId;
import io.mtasts.report.Mark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What DNS says, and what is to be published, as a line of a zone file. */
final class RecordLines {
    /** A string of a TXT record has one byte for its length (RFC 1035 section 3.3). */
    private static final int LONGEST_STRING = 255;

    private RecordLines() {}

    static Optional<Section> of(StoryInput gathered) {
        var lines = new ArrayList<Line>();
        gathered.status().ifPresent(status -> {
            var name = "_mta-sts." + gathered.policy().getSpec().domain();
            boolean wanted =
                    status.records().stream().anyMatch(record -> record.name().equals(name));
            standing(name, status, wanted).ifPresent(lines::add);
            status.records().stream()
                    .filter(record -> !(record.name().equals(name) && isSaid(record, status)))
                    .map(record -> line(record, gathered))
                    .forEach(lines::add);
        });
        return lines.isEmpty() ? Optional.empty() : Optional.of(new Section("DNS", lines));
    }

    private static boolean isSaid(DnsRecord record, MailDomainPolicyStatus status) {
        return record.state() == RecordState.PUBLISHED && status.record() != null;
    }

    private static Optional<Line> standing(String name, MailDomainPolicyStatus status, boolean wanted) {
        return Optional.ofNullable(status.record()).map(record -> {
            boolean ofThePolicy = status.policy() != null
                    && record.id().equals(status.policy().id());
            var said = "%s TXT names %s%s%s%s."
                    .formatted(
                            name,
                            PolicyId.shortForm(record.id()),
                            ofThePolicy || !wanted ? "" : ", not the policy served",
                            confirmed(record),
                            timeToLive(record));
            return new Line(ofThePolicy && record.since() != null ? Mark.OK : Mark.NONE, said);
        });
    }

    private static String confirmed(PublishedRecord record) {
        return record.since() == null
                ? ", not confirmed at every name server"
                : ", confirmed at every name server since " + Moment.since(record.since());
    }

    private static String timeToLive(PublishedRecord record) {
        return record.ttlSeconds() == null
                ? ""
                : ", time to live " + DurationText.exact(Duration.ofSeconds(record.ttlSeconds()));
    }

    private static Line line(DnsRecord record, StoryInput gathered) {
        var subject = record.name() + " " + record.type();
        var message = record.message() == null ? "" : " " + record.message();
        return switch (record.state()) {
            case PUBLISHED -> new Line(Mark.OK, subject + " is in DNS as it should be.");
            case MISSING -> toPublish(Mark.ERROR, subject + " is not in DNS.", message, record, gathered);
            case STALE -> toPublish(Mark.ERROR, subject + " has an earlier value.", message, record, gathered);
            case FOREIGN ->
                toPublish(Mark.ERROR, subject + " has a value that is not the operator's.", message, record, gathered);
            case WITHHELD -> new Line(Mark.INFO, "%s is withheld.%s".formatted(subject, message));
            case UNKNOWN -> toPublish(Mark.UNKNOWN, subject + " could not be looked up.", message, record, gathered);
        };
    }

    private static Line toPublish(Mark mark, String seen, String message, DnsRecord record, StoryInput gathered) {
        if (record.value() == null) {
            return new Line(mark, seen + message);
        }
        var publishing = gathered.policy().getSpec().publishing();
        return new Line(
                mark,
                "%s%s %s"
                        .formatted(
                                seen,
                                message,
                                publishing.publish() == PublishMethod.MANUAL
                                        ? "Publish:"
                                        : "The operator publishes it by %s:".formatted(method(publishing.publish()))),
                "",
                "",
                List.of(zoneLine(record, publishing.ttlSeconds())));
    }

    private static String method(PublishMethod method) {
        return switch (method) {
            case MANUAL -> "hand";
            case EXTERNAL_DNS -> "external-dns";
            case UPDATE -> "dynamic update";
        };
    }

    /** As a master file has it (RFC 1035 section 5). */
    static String zoneLine(DnsRecord record, int ttlSeconds) {
        var value = record.value() == null ? "" : record.value();
        var data = switch (record.type()) {
            case TXT -> strings(value);
            case CNAME -> value.endsWith(".") ? value : value + ".";
            case A, AAAA -> value;
        };
        return "%s. %d IN %s %s".formatted(record.name(), ttlSeconds, record.type(), data);
    }

    private static String strings(String text) {
        return IntStream.iterate(0, at -> at < text.length(), at -> at + LONGEST_STRING)
                .mapToObj(at -> text.substring(at, Math.min(text.length(), at + LONGEST_STRING)))
                .map(part -> "\"" + part.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining(" "));
    }
}
