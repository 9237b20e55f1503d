package io.mtasts.tlsrpt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.mtasts.policy.Position;
import io.mtasts.policy.Remark.Kind;
import io.mtasts.policy.Remark.Severity;
import io.mtasts.policy.Remarks;
import java.io.IOException;
import java.util.HashSet;

/**
 * I-JSON token by token (RFC 7493): no name twice in an object, no half of a surrogate pair, one value. What breaks the first two is
 * remarked on and read past; what cannot be read past is an {@link Unreadable}.
 */
final class StrictJson implements AutoCloseable {
    private static final int DEEPEST = 64;
    private static final int LONGEST_TEXT = 64 * 1024;
    private static final int LONGEST_NAME = 1024;
    private static final int LONGEST_NUMBER = 64;
    private static final int LONGEST_MESSAGE = 160;
    /** An object of a report has a dozen; without a bound the names would fill the memory. */
    private static final int MOST_MEMBERS = 1_000;

    private final Utf8Text text;
    private final JsonParser parser;
    private final Remarks remarks;
    private JsonToken token = JsonToken.NOT_AVAILABLE;

    StrictJson(Utf8Text text, Remarks remarks) throws IOException {
        this.text = text;
        this.remarks = remarks;
        this.parser = factory().createParser(text);
    }

    /** Reads the value of a member, the first token of which is the current one, to its last token. */
    interface Member {
        void read(String name) throws IOException;
    }

    /** Reads an element of an array, likewise. */
    interface Element {
        void read() throws IOException;
    }

    private static JsonFactory factory() {
        return new JsonFactoryBuilder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxStringLength(LONGEST_TEXT)
                        .maxNameLength(LONGEST_NAME)
                        .maxNumberLength(LONGEST_NUMBER)
                        .build())
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES) // the names are not ours: no table of them
                .build();
    }

    /** Reads the one value of the text; whatever follows it is an error. */
    void document(Element value) throws IOException {
        try {
            if (parser.nextToken() == null) {
                throw new Unreadable("there is no report: the text is empty");
            }
            arrived();
            value.read();
            if (parser.nextToken() != null) {
                throw unreadable("a second value follows: a report is a single value");
            }
        } catch (JsonEOFException e) {
            throw new Unreadable(at(e), "", "the report is truncated: it ends within a value");
        } catch (StreamConstraintsException e) {
            throw new Unreadable(
                    at(e),
                    "",
                    ("no report has a string of more than %d characters, a name of more than %d, a number of more than"
                                    + " %d, or values nested more than %d deep: it was not read further")
                            .formatted(LONGEST_TEXT, LONGEST_NAME, LONGEST_NUMBER, DEEPEST));
        } catch (JsonProcessingException e) {
            throw new Unreadable(at(e), seen(e), "this is not JSON: " + words(e));
        }
    }

    JsonToken token() {
        return token;
    }

    /** Of a text or a number, as it stands there, escapes resolved. */
    String text() throws IOException {
        return parser.getText();
    }

    Position at() {
        var location = parser.currentTokenLocation();
        return new Position(location.getLineNr(), location.getColumnNr());
    }

    /** Where we are, as a JSON pointer without its first slash: {@code policies/0/policy}. */
    String path() {
        var pointer = parser.getParsingContext().pathAsPointer().toString();
        return pointer.isEmpty() ? "" : pointer.substring(1);
    }

    /** Reads the object that begins with the current token. */
    void members(Member member) throws IOException {
        var names = new HashSet<String>();
        while (next() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            boolean first = names.add(name);
            if (!first) {
                wrong(name, "a name may appear only once in an object: remove the second one (RFC 7493 section 2.3)");
            }
            if (names.size() > MOST_MEMBERS) {
                throw unreadable("this is not a report: an object has more than %d members".formatted(MOST_MEMBERS));
            }
            next();
            if (first) {
                member.read(name);
            } else {
                skip();
            }
        }
    }

    /** Reads the array that begins with the current token. */
    void elements(Element element) throws IOException {
        while (next() != JsonToken.END_ARRAY) {
            element.read();
        }
    }

    /** Reads past the value that begins with the current token, no less strictly. */
    void skip() throws IOException {
        if (token == JsonToken.START_OBJECT) {
            members(name -> skip());
        } else if (token == JsonToken.START_ARRAY) {
            elements(this::skip);
        }
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    private JsonToken next() throws IOException {
        parser.nextToken();
        arrived();
        return token;
    }

    private void arrived() throws IOException {
        token = parser.currentToken();
        boolean letters = token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING;
        if (letters && Surrogates.alone(parser.getText())) {
            wrong(
                    parser.getText(),
                    "half of a surrogate pair is on its own: it is not a character (RFC 7493 section 2.1)");
        }
        if (token.isNumeric()) {
            parser.getText(); // so that an endless one is noticed
        }
    }

    private void wrong(String seen, String problem) {
        remarks.add(Severity.ERROR, Kind.ReportMalformed, at(), seen, problem);
    }

    private Unreadable unreadable(String problem) {
        return new Unreadable(at(), "", problem);
    }

    private static Position at(JsonProcessingException e) {
        var location = e.getLocation();
        return location == null ? Position.NOWHERE : new Position(location.getLineNr(), location.getColumnNr());
    }

    private String seen(JsonProcessingException e) {
        return e.getLocation() == null ? "" : text.from(e.getLocation().getCharOffset());
    }

    /** What the library says is wrong, made safe to show. */
    private static String words(JsonProcessingException e) {
        var words = String.valueOf(e.getOriginalMessage()).replaceAll("[^ -~]", "?");
        return words.length() <= LONGEST_MESSAGE ? words : words.substring(0, LONGEST_MESSAGE) + "...";
    }
}
