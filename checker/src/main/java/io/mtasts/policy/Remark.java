package io.mtasts.policy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something to say about a text that was parsed.
 *
 * @param at where the text that was seen begins
 * @param seen the text it is about, as an {@link Excerpt}; empty for what is missing
 * @param problem what is wrong
 * @param write what to write instead: lines of a policy, or a whole record; each is one that our own parser accepts. Empty when there
 *     is no sure answer
 */
public record Remark(Severity severity, Kind kind, Position at, String seen, String problem, List<String> write) {
    public Remark {
        write = List.copyOf(write);
    }

    /** Where there is nothing to write instead, or the problem says it. */
    public Remark(Severity severity, Kind kind, Position at, String seen, String problem) {
        this(severity, kind, at, seen, problem, List.of());
    }

    /** How much it matters to a sender. */
    public enum Severity {
        /** The text is not valid: senders that follow the RFC ignore it. */
        ERROR,
        /** Valid, and probably not what was meant, or not what every sender accepts. */
        WARNING,
        /** Valid, and worth knowing. */
        INFO
    }

    /** What sort of thing; the names are those of the findings that are made of them. */
    public enum Kind {
        /** An MTA-STS record that does not follow the grammar (RFC 8461 3.1). */
        RecordMalformed,
        /** A blank between the version and the first semicolon: some senders discard such a record (erratum 6285). */
        RecordBlank,
        /** A field given more than once, of which only the first counts (RFC 8461 3.2). */
        FieldRepeated,
        /** A policy body that does not follow the grammar (RFC 8461 3.2). */
        PolicyMalformed,
        /** A policy body above the 64 kilobytes that senders may stop at (RFC 8461 3.3). */
        PolicyTooLarge,
        /** A max_age below a day: senders forget the policy before they need it (RFC 8461 3.2). */
        MaxAgeShort,
        /** A max_age above 30 days: leaving takes as long (RFC 8461 8.3). */
        MaxAgeLong,
        /** Failures are reported and mail is delivered all the same (RFC 8461 5). */
        ModeTesting,
        /** As if there were no policy (RFC 8461 5). */
        ModeNone,
        /** A pattern that no MX can answer for (RFC 8461 4.1). */
        PatternUnused,
        /** Valid or not: senders in use do different things with it ({@link Disagreement}). */
        SendersDisagree,
        /** A TLS reporting record that does not follow the grammar (RFC 8460 3). */
        TLSReportingMalformed,
        /** A TLS report that cannot be read, or whose counts cannot be relied on (RFC 8460 4 and 5). */
        ReportMalformed,
        /** What a TLS report should have otherwise, and what can be read all the same (RFC 8460 4). */
        ReportTolerated,
        /** A TLSA record that does not follow the grammar (RFC 6698 2.2). */
        TLSAMalformed,
        /** A TLSA record that senders of mail ignore (RFC 7672 3.1). */
        TLSANotUsable
    }

    /** The whole sentence: where, what was seen, what is wrong and what to write instead. */
    public String message() {
        var quoted = seen.isEmpty() ? "" : '"' + seen + '"';
        var where = Stream.of(at.text(), quoted).filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
        return (where.isEmpty() ? "" : where + ": ") + explanation();
    }

    /** The same without where, and without what was seen. */
    public String explanation() {
        return problem + remedy();
    }

    private String remedy() {
        if (write.isEmpty()) {
            return "";
        }
        var quoted = write.stream().map(line -> '"' + line + '"').toList();
        int last = quoted.size() - 1;
        return last == 0
                ? ": write " + quoted.getFirst()
                : ": write each on its own line: " + String.join(", ", quoted.subList(0, last)) + " and "
                        + quoted.get(last);
    }
}
