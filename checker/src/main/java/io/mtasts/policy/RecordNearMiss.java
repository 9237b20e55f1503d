package io.mtasts.policy;

import io.mtasts.policy.Remark.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What was probably meant by a TXT record that is none: lint, check and status all explain it by this. What it says to write is read
 * by the same parser before it is said.
 */
public final class RecordNearMiss {
    /** In characters: nobody mends a longer record at a glance. */
    private static final int LONGEST = 400;

    /** A line of a zone file, or of a console that shows one. */
    private static final Pattern ZONE_LINE = Pattern.compile("^[^\"]*\\b(?:TXT|txt)[ \\t]+(?=\")");

    private static final Pattern BLANKS = Pattern.compile("[ \\t\\r\\n]++");

    /** {@code v=sts1}, {@code V: STSv1} and the like, then whatever follows but for the mark in between. */
    private final Pattern beginning;

    private final String version;
    private final String required;
    private final UnaryOperator<String> mended;

    /**
     * @param version such as {@code v=STSv1}
     * @param required the field that a record must have
     * @param mended makes what was written as its value into what was meant
     */
    public RecordNearMiss(String version, String required, UnaryOperator<String> mended) {
        this.version = version;
        this.required = required;
        this.mended = mended;
        var name = version.substring("v=".length(), version.length() - "v1".length());
        this.beginning = Pattern.compile("(?i)v[ \\t]*+[=:][ \\t]*+" + name + "v?1[ \\t]*+[;,. ]?");
    }

    /** What was meant, and why it is not that, where that is not the grammar alone. */
    private record Meant(Optional<String> why, String record) {}

    /**
     * The same with what to write: at the first error, which then stands for all of them where something is wrapped around the record.
     *
     * @param parser the same that has made {@code parsed}
     */
    public <T> Parsed<T> explain(String text, Parsed<T> parsed, Function<String, Parsed<T>> parser) {
        int first = firstToMend(parsed.remarks());
        if (first < 0) {
            return parsed;
        }
        var meant = meant(text)
                .filter(found -> parser.apply(found.record()).remarks().isEmpty());
        if (meant.isEmpty()) {
            return parsed;
        }
        var remarks = new ArrayList<Remark>();
        for (int i = 0; i < parsed.remarks().size(); i++) {
            var remark = parsed.remarks().get(i);
            if (i == first) {
                remarks.add(new Remark(
                        remark.severity(),
                        remark.kind(),
                        remark.at(),
                        remark.seen(),
                        meant.get().why().orElse(remark.problem()),
                        List.of(meant.get().record())));
            } else if (meant.get().why().isEmpty() || remark.severity() != Severity.ERROR) {
                remarks.add(remark);
            }
        }
        return new Parsed<>(parsed.value(), remarks);
    }

    private static int firstToMend(List<Remark> remarks) {
        for (var severity : List.of(Severity.ERROR, Severity.WARNING)) {
            for (int i = 0; i < remarks.size(); i++) {
                if (remarks.get(i).severity() == severity) {
                    return i;
                }
            }
        }
        return -1;
    }

    private Optional<Meant> meant(String written) {
        if (written.length() > LONGEST) {
            return Optional.empty();
        }
        var why = new ArrayList<String>();
        var text = ZONE_LINE.matcher(written).replaceFirst("");
        if (!text.equals(written)) {
            why.add("the record is only what is inside the quotation marks");
        }
        var wrapping = Wrapping.of(text, "a record", "");
        if (why.isEmpty()) {
            why.addAll(wrapping.taken());
        }
        var plain = BLANKS.matcher(wrapping.text()).replaceAll(" ").strip();
        var start = beginning.matcher(plain);
        if (!start.lookingAt()) {
            return Optional.empty();
        }
        return Optional.of(new Meant(
                why.isEmpty() ? Optional.empty() : Optional.of(String.join(", and ", why)),
                version + "; " + String.join("; ", fields(plain.substring(start.end())))));
    }

    private List<String> fields(String text) {
        var others = new ArrayList<String>();
        var values = new ArrayList<String>();
        for (var piece : text.split(";", -1)) {
            var field = piece.strip();
            int end = field.indexOf('=');
            var name = end < 0 ? "" : field.substring(0, end).strip();
            if (name.equalsIgnoreCase(required)) {
                values.add(field.substring(end + 1).strip());
            } else if (name.isEmpty() && !values.isEmpty() && !field.isEmpty()) {
                values.add(field); // a semicolon in the place of a comma
            } else if (!field.isEmpty() && !name.equalsIgnoreCase("v")) {
                others.add(field);
            }
        }
        var fields = new ArrayList<String>();
        fields.add(required + "=" + mended.apply(String.join(",", values)));
        fields.addAll(others);
        return fields;
    }
}
