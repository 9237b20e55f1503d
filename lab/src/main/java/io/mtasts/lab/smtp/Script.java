package io.mtasts.lab.smtp;

import io.mtasts.lab.tls.Tls;

/**
 * What a mail server says and shows, step by step.
 *
 * @param startTls the answer to STARTTLS; the handshake follows when it begins with 220
 */
record Script(Reply greeting, Reply ehlo, Reply startTls, Tls tls) {
    /** A mail server without fault. */
    static Script good(String host, Tls tls) {
        return new Script(
                Reply.lines("220 " + host + " ESMTP lab"),
                Reply.lines("250-" + host, "250-PIPELINING", "250-8BITMIME", "250-STARTTLS", "250 SIZE 52428800"),
                Reply.lines("220 2.0.0 Ready to start TLS"),
                tls);
    }

    Script greeting(Reply other) {
        return new Script(other, ehlo, startTls, tls);
    }

    Script ehlo(Reply other) {
        return new Script(greeting, other, startTls, tls);
    }

    Script startTls(Reply other) {
        return new Script(greeting, ehlo, other, tls);
    }

    Script tls(Tls other) {
        return new Script(greeting, ehlo, startTls, other);
    }
}
