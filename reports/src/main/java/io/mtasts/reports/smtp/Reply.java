package io.mtasts.reports.smtp;

import io.mtasts.policy.Excerpt;
import io.mtasts.reports.admission.Receipt;
import io.mtasts.reports.admission.Receipt.Later;
import io.mtasts.reports.admission.Receipt.Refused;

/**
 * A reply with an enhanced status code (RFC 3463).
 *
 * @param text one line, printable ASCII
 */
record Reply(int code, String status, String text) {
    /** RFC 5321 section 4.5.3.1.5 has 512 with code and line end. */
    private static final int LONGEST = 480;

    private static final int PERMANENT = 500;

    static Reply of(Receipt receipt) {
        return switch (receipt) {
            case Receipt.Stored _ -> new Reply(250, "2.0.0", "the report is stored");
            case Receipt.Known _ -> new Reply(250, "2.0.0", "the report was stored before");
            case Refused(var why, var words) -> refused(why, words);
            case Later(var why, var words) -> later(why, words);
        };
    }

    private static Reply refused(Receipt.Refusal why, String words) {
        return switch (why) {
            case TOO_LARGE -> new Reply(552, "5.3.4", words);
            case NOT_A_REPORT -> new Reply(554, "5.6.0", words);
            case FOREIGN -> new Reply(550, "5.7.1", words);
            case TOO_OLD -> new Reply(554, "5.7.7", words);
        };
    }

    private static Reply later(Receipt.Delay why, String words) {
        return switch (why) {
            case TOO_MANY -> new Reply(451, "4.7.1", words);
            case BUSY -> new Reply(451, "4.3.2", words);
            case STORE, NO_ROOM -> new Reply(452, "4.3.1", words);
            case NO_DOMAINS -> new Reply(451, "4.3.5", words);
            case KEY -> new Reply(451, "4.7.5", words);
            case CLOCK -> new Reply(451, "4.7.7", words);
        };
    }

    /** Did the client do what leads nowhere? */
    boolean isMistake() {
        return code >= PERMANENT;
    }

    String line() {
        var line = "%d %s %s".formatted(code, status, text);
        return (line.length() > LONGEST ? Excerpt.of(line, LONGEST) : line) + "\r\n";
    }
}
