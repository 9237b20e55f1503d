package io.mtasts.lab.smtp;

import java.time.Duration;
import java.util.List;

/** What a mail server says when it is its turn (RFC 5321 section 4.2), well behaved or not. */
public sealed interface Reply {
    /** These lines, each ended by CR LF: a right reply, a refusal, or garbage. */
    record Lines(List<String> lines) implements Reply {
        public Lines {
            lines = List.copyOf(lines);
        }
    }

    /** One line over and over, without end. */
    record Endless(String line) implements Reply {}

    /** A line one character at a time, with this much time between two: a tarpit. */
    record Drip(String line, Duration pause) implements Reply {}

    /** A line after this much time: to be rid of those who do not wait, as some mail servers do with strangers. */
    record Late(Duration pause, String line) implements Reply {}

    /** Nothing, with the connection left open. */
    record Silent() implements Reply {}

    /** Nothing, and the connection is closed. */
    record HangUp() implements Reply {}

    static Reply lines(String... lines) {
        return new Lines(List.of(lines));
    }
}
