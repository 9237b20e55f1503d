package io.mtasts.reports.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.regex.Pattern;

/** What a content is, by how it begins. */
enum ContentKind {
    /** Of POSIX: the name of the first file precedes the mark. */
    TAR("(?s).{257}ustar"),
    /** A mail as Outlook saves it. */
    MSG("\u00d0\u00cf\u0011\u00e0"),
    ZIP("PK(?:\u0003\u0004|\u0005\u0006)"),
    GZIP("\u001f\u008b"),
    MAILBOX("\\s*From [^\\r\\n]*"),
    MAIL("\\s*[A-Za-z][A-Za-z0-9-]*:[^\\r\\n]*\\r?\\n"),
    /** Of gzip, or of JSON. */
    BASE64("\\s*(?:H4sI|eyJ|ewo|ew0K|eyAi)[A-Za-z0-9+/\\r\\n]{20,}"),
    JSON("(?:\u00ef\u00bb\u00bf)?\\s*\\{"),
    /** Of DMARC, mostly. */
    XML("\\s*<"),
    OTHER("");

    /** So many bytes tell. */
    static final int ENOUGH = 4096;

    private final Pattern beginning;

    ContentKind(String beginning) {
        this.beginning = Pattern.compile(beginning);
    }

    static ContentKind of(byte[] beginning) {
        var text = new String(beginning, ISO_8859_1);
        for (var kind : values()) {
            if (kind.beginning.matcher(text).lookingAt()) {
                return kind;
            }
        }
        return OTHER;
    }
}
