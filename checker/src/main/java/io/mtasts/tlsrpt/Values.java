package io.mtasts.tlsrpt;

import com.fasterxml.jackson.core.JsonToken;
import io.mtasts.policy.Excerpt;
import io.mtasts.policy.Remark;
import io.mtasts.policy.Remark.Kind;
import io.mtasts.policy.Remark.Severity;
import io.mtasts.policy.Remarks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The values that reports are made of. Objects, counts and times must be right; a text that is missing or is none is left out, with
 * a warning, since large senders do send such. Of each kind of deviation that can be tolerated the first is remarked on: a sender that has
 * it once has it everywhere.
 */
final class Values {
    /** 2^53 - 1: beyond it programs disagree on what a number is (RFC 7493 section 2.2). */
    static final long LARGEST = 9_007_199_254_740_991L;

    private static final int DIGITS = 16;

    private final StrictJson json;
    private final Remarks remarks;
    /** Kinds of deviation. */
    private final Set<String> said = new HashSet<>();

    Values(StrictJson json, Remarks remarks) {
        this.json = json;
        this.remarks = remarks;
    }

    /**
     * Reads an object.
     *
     * @param required names without which it is no report
     * @param expected names without which it is a poor one
     */
    void object(List<String> required, List<String> expected, StrictJson.Member member) throws IOException {
        if (json.token() != JsonToken.START_OBJECT) {
            wrong("must be an object, in braces");
            json.skip();
            return;
        }
        var seen = new HashSet<String>();
        json.members(name -> {
            if (required.contains(name) || expected.contains(name)) {
                seen.add(name);
            }
            member.read(name);
        });
        missing(required, seen, Severity.ERROR, Kind.ReportMalformed);
        missing(expected, seen, Severity.WARNING, Kind.ReportTolerated);
    }

    /** Reads an array of objects and the like. */
    void array(StrictJson.Element element) throws IOException {
        if (json.token() == JsonToken.START_ARRAY) {
            json.elements(element);
        } else {
            wrong("must be an array, in brackets");
            json.skip();
        }
    }

    /** The same, where null, which says as much as nothing, will do. */
    void arrayOrNull(StrictJson.Element element) throws IOException {
        if (!absent()) {
            array(element);
        }
    }

    /** Is the value at hand null, which says as much as none? Large senders send many; the first is remarked on. */
    private boolean absent() throws IOException {
        if (json.token() != JsonToken.VALUE_NULL) {
            return false;
        }
        var deviation = "is null, which counts as absent, here and below";
        if (said.add(deviation)) {
            remark(Severity.INFO, Kind.ReportTolerated, deviation);
        }
        return true;
    }

    /** A text; empty when it is null or has no characters, and, with a warning, when it is something else. */
    Optional<String> text() throws IOException {
        if (absent()) {
            return Optional.empty();
        }
        if (json.token() == JsonToken.VALUE_STRING) {
            return Optional.of(json.text()).filter(text -> !text.isEmpty());
        }
        tolerate("must be a string, in quotation marks, and is ignored");
        json.skip();
        return Optional.empty();
    }

    /** A text; empty, with an error, when it is something else. */
    Optional<String> requiredText() throws IOException {
        if (json.token() == JsonToken.VALUE_STRING) {
            return Optional.of(json.text());
        }
        wrong("must be a string, in quotation marks");
        json.skip();
        return Optional.empty();
    }

    void skip() throws IOException {
        json.skip();
    }

    /** An array of texts; a text alone counts as one, with a warning (erratum 6241 of RFC 8460). */
    List<String> texts() throws IOException {
        var texts = new ArrayList<String>();
        if (json.token() == JsonToken.START_ARRAY) {
            json.elements(() -> text().ifPresent(texts::add));
        } else if (json.token() == JsonToken.VALUE_STRING) {
            tolerate("must be an array of strings, not one string");
            texts.add(json.text());
        } else if (!absent()) {
            tolerate("must be an array of strings, and is ignored");
            json.skip();
        }
        return texts;
    }

    /** A number of sessions; 0, with an error, when it is something else. */
    long count() throws IOException {
        var digits = json.token() == JsonToken.VALUE_NUMBER_INT ? json.text() : "";
        if (!digits.isEmpty() && digits.length() <= DIGITS && digits.charAt(0) != '-') {
            long count = Long.parseLong(digits);
            if (count <= LARGEST) {
                return count;
            }
        }
        wrong("must be a whole number from 0 to " + LARGEST + ", without quotation marks");
        json.skip();
        return 0;
    }

    /** A moment; empty, with an error, when it is none. */
    Optional<ReportTime> time() throws IOException {
        var time = json.token() == JsonToken.VALUE_STRING ? ReportTime.of(json.text()) : Optional.<ReportTime>empty();
        if (time.isEmpty()) {
            wrong("must be a time as RFC 3339 writes it, for example \"2026-11-23T00:00:00Z\"");
            json.skip();
        }
        var deviation = time.flatMap(ReportTime::deviation);
        if (deviation.isPresent()) {
            tolerate(deviation.get());
        }
        return time;
    }

    /** Says of the value at hand what is not as it should be, as the rest of a sentence, unless it has been said, and goes on. */
    void tolerate(String deviation) throws IOException {
        if (said.add(deviation)) {
            remark(Severity.WARNING, Kind.ReportTolerated, deviation);
        }
    }

    private void wrong(String deviation) throws IOException {
        remark(Severity.ERROR, Kind.ReportMalformed, deviation);
    }

    private void remark(Severity severity, Kind kind, String deviation) throws IOException {
        var seen = json.token().isScalarValue() ? json.text() : "";
        remarks.add(
                severity,
                kind,
                () -> new Remark(severity, kind, json.at(), Excerpt.of(seen), here("the report") + " " + deviation));
    }

    private void missing(List<String> names, Set<String> seen, Severity severity, Kind kind) {
        for (var name : names) {
            boolean known = severity != Severity.ERROR && said.contains(name);
            if (!seen.contains(name) && !known) {
                said.add(name);
                remarks.add(severity, kind, () -> {
                    var object = here("");
                    var path = object.isEmpty() ? name : object + "/" + name;
                    return new Remark(severity, kind, json.at(), "", path + " is missing");
                });
            }
        }
    }

    /** The name of the value at hand. */
    private String here(String root) {
        var path = json.path();
        return path.isEmpty() ? root : Excerpt.of(path);
    }
}
