package io.mtasts.reports.smtp;

import io.mtasts.policy.Excerpt;
import io.mtasts.reports.admission.Brought;
import io.mtasts.reports.admission.Intake;
import io.mtasts.reports.admission.Receipt;
import io.mtasts.reports.admission.Room;
import io.mtasts.reports.intake.Door;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** One conversation with a client, from the greeting to its end. */
final class MailSession {
    private static final Pattern PATH = Pattern.compile(
            "(?<keyword>FROM|TO):\\s*<(?<address>[^<>]*)>(?<parameters>(?:\\s+.*)?)", Pattern.CASE_INSENSITIVE);
    private static final Pattern SIZE = Pattern.compile("SIZE=(?<bytes>[0-9]{1,18})", Pattern.CASE_INSENSITIVE);
    private static final Pattern BODY = Pattern.compile("BODY=(7BIT|8BITMIME)", Pattern.CASE_INSENSITIVE);

    private static final Reply OK = new Reply(250, "2.0.0", "OK");
    private static final Reply NO_MAIL = new Reply(503, "5.5.1", "MAIL is missing before this command");

    private final MailLines lines;
    private final MailProtocol protocol;
    private final String hostName;
    private final String source;
    private final Recipients recipients;
    private final MailLimit limit;
    private final Room room;
    private final Intake intake;

    private boolean greeted;
    private volatile boolean inMail;
    private volatile boolean stopping;
    private int accepted;
    private int mistakes;
    private boolean over;

    MailSession(MailLines lines, String source, MailDoor.Terms terms, Room room) {
        this.lines = lines;
        this.protocol = terms.protocol();
        this.hostName = terms.hostName();
        this.recipients = terms.recipients();
        this.limit = terms.limit();
        this.intake = terms.intake();
        this.source = source;
        this.room = room;
    }

    /** Talks until one side has had enough. */
    void run() throws IOException {
        lines.write(
                "220 %s %s for TLS reports\r\n".formatted(hostName, protocol == MailProtocol.LMTP ? "LMTP" : "ESMTP"));
        try {
            while (!over) {
                if (stopping && !inMail) {
                    end(new Reply(421, "4.3.2", hostName + " is stopping: come again"));
                    return;
                }
                lines.allow(limit.command());
                next();
            }
        } catch (SocketTimeoutException e) {
            end(new Reply(421, "4.4.2", hostName + " has waited too long for you"));
        }
    }

    /** Ends it before the next mail; true when none is under way, so that nobody needs to wait for it. */
    boolean stop() {
        stopping = true;
        return !inMail;
    }

    private void next() throws IOException {
        String line;
        try {
            line = lines.command();
        } catch (MailLines.TooLong e) {
            say(new Reply(500, "5.5.2", "the line is too long"));
            return;
        }
        int blank = line.indexOf(' ');
        var verb = (blank < 0 ? line : line.substring(0, blank)).toUpperCase(Locale.ROOT);
        var rest = blank < 0 ? "" : line.substring(blank + 1).strip();
        switch (verb) {
            case "LHLO", "EHLO", "HELO" -> greet(verb, rest);
            case "MAIL" -> say(mail(rest));
            case "RCPT" -> say(recipient(rest));
            case "DATA" -> data();
            case "RSET" -> {
                reset();
                idle(OK);
            }
            case "NOOP" -> idle(OK);
            case "VRFY" -> idle(new Reply(252, "2.5.0", "try to send it a mail"));
            case "QUIT" -> end(new Reply(221, "2.0.0", hostName + " says goodbye"));
            default -> say(new Reply(500, "5.5.1", "the command %s is not known here".formatted(Excerpt.of(verb))));
        }
    }

    /** RFC 2033 section 4.1: LMTP has LHLO in the place of both others. */
    private void greet(String verb, String name) throws IOException {
        if (verb.equals("LHLO") != (protocol == MailProtocol.LMTP)) {
            say(
                    protocol == MailProtocol.LMTP
                            ? new Reply(500, "5.5.1", "this is LMTP: begin with LHLO")
                            : new Reply(500, "5.5.1", "this is SMTP: begin with EHLO"));
            return;
        }
        if (name.isEmpty()) {
            say(new Reply(501, "5.5.4", verb + " needs the name of the client"));
            return;
        }
        greeted = true;
        reset();
        if (verb.equals("HELO")) {
            lines.write("250 %s\r\n".formatted(hostName));
        } else {
            var words = List.of(hostName, "PIPELINING", "SIZE " + limit.mailBytes(), "8BITMIME", "ENHANCEDSTATUSCODES");
            var reply = new StringBuilder();
            for (int i = 0; i < words.size(); i++) {
                reply.append(i == words.size() - 1 ? "250 " : "250-")
                        .append(words.get(i))
                        .append("\r\n");
            }
            lines.write(reply.toString());
        }
        onlyTalk();
    }

    private Reply mail(String rest) {
        if (!greeted) {
            return new Reply(503, "5.5.1", "a greeting is missing before MAIL");
        }
        if (inMail) {
            return new Reply(503, "5.5.1", "one mail at a time");
        }
        var path = PATH.matcher(rest);
        if (!path.matches() || !path.group("keyword").equalsIgnoreCase("FROM")) {
            return new Reply(501, "5.5.4", "write MAIL FROM:<address>");
        }
        for (var parameter : path.group("parameters").strip().split("\\s+", -1)) {
            var problem = parameter.isEmpty() ? Optional.<Reply>empty() : parameter(parameter);
            if (problem.isPresent()) {
                return problem.get();
            }
        }
        inMail = true;
        return new Reply(250, "2.1.0", "OK");
    }

    private Optional<Reply> parameter(String parameter) {
        var size = SIZE.matcher(parameter);
        if (size.matches()) {
            return Long.parseLong(size.group("bytes")) > limit.mailBytes() ? Optional.of(tooLong()) : Optional.empty();
        }
        return BODY.matcher(parameter).matches()
                ? Optional.empty()
                : Optional.of(
                        new Reply(555, "5.5.4", "the parameter %s is not known here".formatted(Excerpt.of(parameter))));
    }

    private Reply recipient(String rest) {
        if (!inMail) {
            return NO_MAIL;
        }
        var path = PATH.matcher(rest);
        if (!path.matches()
                || !path.group("keyword").equalsIgnoreCase("TO")
                || !path.group("parameters").isBlank()) {
            return new Reply(501, "5.5.4", "write RCPT TO:<address>");
        }
        if (accepted >= Recipients.MOST) {
            return new Reply(452, "4.5.3", "too many recipients: send it to these first");
        }
        return switch (recipients.judge(path.group("address"))) {
            case OURS -> {
                accepted++;
                yield new Reply(250, "2.1.5", "OK");
            }
            case NOT_KNOWN_YET ->
                new Reply(451, "4.3.5", "this receiver has not been told yet for which domains it takes reports");
            case FOREIGN ->
                new Reply(
                        550,
                        "5.1.1",
                        "no reports are taken at <%s>: this receives TLS reports (RFC 8460) and nothing else"
                                .formatted(Excerpt.of(path.group("address"))));
        };
    }

    private void data() throws IOException {
        if (!inMail || accepted == 0) {
            say(inMail ? new Reply(503, "5.5.1", "RCPT is missing before DATA") : NO_MAIL);
            return;
        }
        lines.write("354 End it with a dot on a line of its own\r\n");
        lines.allow(limit.mail());
        var data = new MailData(lines, limit.mailBytes(), room);
        try {
            if (!data.read()) {
                end(new Reply(421, "4.3.4", "the mail does not end"));
                return;
            }
            var reply = Reply.of(
                    switch (data.kind()) {
                        case WHOLE -> intake.take(new Brought(data.text(), Door.SMTP, source, Optional.empty()));
                        case TOO_LONG ->
                            intake.count(
                                    Door.SMTP,
                                    new Receipt.Refused(
                                            Receipt.Refusal.TOO_LARGE, tooLong().text()));
                        case NO_ROOM ->
                            intake.count(
                                    Door.SMTP,
                                    new Receipt.Later(
                                            Receipt.Delay.NO_ROOM, "there is no room for the mail now: come again"));
                    });
            mistakes = reply.isMistake() ? mistakes + 1 : 0;
            lines.write(reply.line().repeat(protocol == MailProtocol.LMTP ? accepted : 1));
            reset();
        } finally {
            data.release();
        }
    }

    private Reply tooLong() {
        return new Reply(552, "5.3.4", "a mail has at most %d bytes here".formatted(limit.mailBytes()));
    }

    private void reset() {
        inMail = false;
        accepted = 0;
    }

    private void say(Reply reply) throws IOException {
        lines.write(reply.line());
        if (reply.isMistake()) {
            onlyTalk();
        }
    }

    private void idle(Reply reply) throws IOException {
        lines.write(reply.line());
        onlyTalk();
    }

    /** Whoever says much and brings nothing is hung up on. */
    private void onlyTalk() throws IOException {
        mistakes++;
        if (mistakes > limit.mistakes() && !over) {
            end(new Reply(421, "4.7.0", "too many commands that lead nowhere"));
        }
    }

    private void end(Reply reply) throws IOException {
        over = true;
        lines.write(reply.line());
    }
}
