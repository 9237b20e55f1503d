package io.mtasts.tlsrpt;

import java.util.Optional;
import java.util.regex.Pattern;

/** What people have at hand in place of the report itself, known by how it begins. */
final class Recognised {
    private static final Pattern HEADER = Pattern.compile("[A-Za-z][A-Za-z-]*: ");

    /** Of gzip, and of JSON that begins with a brace and a quotation mark or a line end. */
    private static final Pattern BASE64 = Pattern.compile("(?:H4sI|eyJ|ewo|ew0K|eyAi)[A-Za-z0-9+/\\r\\n]{20,}");

    private Recognised() {}

    /**
     * What it is and what to do, as a clause; empty when it is not known.
     *
     * @param beginning its first characters
     */
    static Optional<String> from(String beginning) {
        var text = beginning.stripLeading();
        if (text.startsWith("PK")) {
            return Optional.of("this is a zip archive: take the report out of it");
        }
        if (text.startsWith("From ")) {
            return Optional.of("this is a mailbox with several e-mails: save the attachment of one of them");
        }
        if (HEADER.matcher(text).lookingAt()) {
            return Optional.of("this is an e-mail: save its attachment");
        }
        if (text.startsWith("<")) {
            return Optional.of(
                    text.contains("<feedback")
                            ? "this is a DMARC report (XML), not a TLS report"
                            : "this is XML or HTML, not a TLS report");
        }
        return BASE64.matcher(text).lookingAt()
                ? Optional.of(
                        "this is base64, as used for e-mail attachments: decode it first, for example with base64 -d")
                : Optional.empty();
    }
}
