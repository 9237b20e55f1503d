package io.mtasts.dane;

import io.mtasts.policy.Parsed;
import io.mtasts.policy.Position;
import io.mtasts.policy.Remark.Kind;
import io.mtasts.policy.Remark.Severity;
import io.mtasts.policy.Remarks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads TLSA records in presentation format (RFC 6698 section 2.2), one a line: the data alone, as {@code dig +short} prints it, or a whole
 * line of a zone file.
 */
public final class TlsaParser {
    /** In bytes, of the whole text. */
    public static final int READ_LIMIT = 1 << 20;

    private static final int MOST_RECORDS = 1000;
    private static final Pattern BLANKS = Pattern.compile("[ \\t]+");

    /** A line of a zone file: what stands before the data. */
    private static final Pattern ZONE_LINE = Pattern.compile("(?i)^(?<before>.*?)(?:^|[ \\t])TLSA[ \\t]+(?<data>.*)$");

    private static final Pattern COMMENT = Pattern.compile(";.*");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");
    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-fA-F]*");
    private static final int LARGEST = 255;

    /** No name, or a TTL or a class in its place, or that of the zone, which only the zone file knows. */
    private static final Pattern OF_LINE_BEFORE = Pattern.compile("|[0-9]+[smhdw]?|in|@");

    private final Remarks remarks = new Remarks();
    private final boolean lines;

    private TlsaParser(boolean lines) {
        this.lines = lines;
    }

    /**
     * Reads all that there are.
     *
     * @param text a char for each byte (ISO-8859-1)
     */
    public static Parsed<List<TlsaRecord>> parse(String text) {
        return new TlsaParser(text.strip().indexOf('\n') >= 0).read(text);
    }

    private Parsed<List<TlsaRecord>> read(String text) {
        var records = new ArrayList<TlsaRecord>();
        if (text.length() > READ_LIMIT) {
            remarks.add(Severity.ERROR, Kind.TLSAMalformed, "the text is longer than " + READ_LIMIT + " bytes");
        } else if (text.contains("-----BEGIN")) {
            remarks.add(
                    Severity.ERROR,
                    Kind.TLSAMalformed,
                    "this is a certificate or a key in PEM format, and no TLSA record: --certificate FILE prints the"
                            + " records for a certificate");
        } else {
            readLines(text, records);
        }
        return remarks.on(() -> List.copyOf(records));
    }

    private void readLines(String text, List<TlsaRecord> records) {
        int number = 0;
        boolean blank = true;
        for (var line : joined(text).split("\\r?\\n", -1)) {
            number++;
            var written = COMMENT.matcher(line).replaceFirst("").strip();
            if (written.isEmpty()) {
                continue;
            }
            blank = false;
            if (records.size() == MOST_RECORDS) {
                remarks.add(
                        Severity.ERROR, Kind.TLSAMalformed, "there are more than " + MOST_RECORDS + " TLSA records");
                return;
            }
            record(written, lines ? new Position(number, 0) : Position.NOWHERE).ifPresent(records::add);
        }
        if (blank) {
            remarks.add(Severity.ERROR, Kind.TLSAMalformed, "there is no TLSA record");
        }
    }

    /** Parentheses go on over line ends (RFC 1035 section 5.1). */
    private static String joined(String text) {
        if (text.indexOf('(') < 0) {
            return text;
        }
        var joined = new StringBuilder(text.length());
        boolean open = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            open = c == '(' || (open && c != ')');
            joined.append(c == '(' || c == ')' || (open && (c == '\n' || c == '\r')) ? ' ' : c);
        }
        return joined.toString();
    }

    private Optional<TlsaRecord> record(String line, Position at) {
        var data = line;
        var whole = ZONE_LINE.matcher(line);
        if (whole.matches()) {
            data = whole.group("data").strip();
            owner(whole.group("before").strip(), at);
        }
        var fields = BLANKS.splitAsStream(data).toList();
        if (fields.size() < 4 || !isRecord(fields)) {
            malformed(at, line, data);
            return Optional.empty();
        }
        var record = new TlsaRecord(
                Integer.parseInt(fields.get(0)),
                Integer.parseInt(fields.get(1)),
                Integer.parseInt(fields.get(2)),
                String.join("", fields.subList(3, fields.size())));
        if (record.data().length() % 2 != 0) {
            remarks.add(
                    Severity.ERROR,
                    Kind.TLSAMalformed,
                    at,
                    record.text(),
                    "the data has an odd number of hexadecimal digits, %d: one is missing, or there is one too many"
                            .formatted(record.data().length()));
            return Optional.empty();
        }
        record.unusable().ifPresent(why -> unusable(record, why, at));
        return Optional.of(record);
    }

    /** Well formed, and of no use: that it is a slip is more likely than that it is meant. */
    private void unusable(TlsaRecord record, String why, Position at) {
        var meant = TlsaNearMiss.ofUnusable(record);
        remarks.add(
                Severity.WARNING,
                Kind.TLSANotUsable,
                at,
                record.shown(),
                "it %s: senders of mail ignore it".formatted(why) + meant.why(),
                meant.write());
    }

    private void malformed(Position at, String line, String data) {
        var meant = TlsaNearMiss.of(data)
                .filter(found ->
                        found.write().stream().allMatch(record -> parse(record).valid()));
        remarks.add(
                Severity.ERROR,
                Kind.TLSAMalformed,
                at,
                line,
                meant.map(TlsaNearMiss::why)
                        .orElse("a TLSA record is three numbers and the data in hexadecimal digits, such as \"3 1 1"
                                + " 0123...\""),
                meant.map(TlsaNearMiss::write).orElse(List.of()));
    }

    /** Where a zone file has it: senders ask at one name only (RFC 7672 section 2.2.3). */
    private void owner(String before, Position at) {
        var name = BLANKS.split(before, 2)[0].toLowerCase(Locale.ROOT);
        if (name.startsWith("_25._tcp") || OF_LINE_BEFORE.matcher(name).matches()) {
            return;
        }
        remarks.add(
                Severity.WARNING,
                Kind.TLSANotUsable,
                at,
                name,
                "senders of mail look for TLSA records at _25._tcp.HOST, of the host in the MX record, and nowhere"
                        + " else");
    }

    private static boolean isRecord(List<String> fields) {
        return fields.stream().limit(3).allMatch(TlsaParser::isOctet)
                && fields.stream()
                        .skip(3)
                        .allMatch(field -> HEXADECIMAL.matcher(field).matches());
    }

    private static boolean isOctet(String field) {
        return NUMBER.matcher(field).matches() && Integer.parseInt(field) <= LARGEST;
    }
}
