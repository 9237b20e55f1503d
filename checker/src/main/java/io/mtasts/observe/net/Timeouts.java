package io.mtasts.observe.net;

import java.time.Duration;

/**
 * How long anything may take.
 *
 * @param policy fetching the policy from one address, however slowly it drips (RFC 8461 section 3.3 suggests a minute)
 * @param smtp the whole conversation with one address of a mail server, its greeting included
 * @param step a connection to be made, a reply of a mail server to come, a TLS handshake
 * @param dns one question to one name server
 * @param greeting the greeting of a mail server to come; RFC 5321 section 4.5.3.2.1 has senders wait for five minutes
 */
public record Timeouts(Duration policy, Duration smtp, Duration step, Duration dns, Duration greeting) {
    public static final Timeouts DEFAULT = new Timeouts(
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            Duration.ofSeconds(3),
            Duration.ofSeconds(30));

    public Timeouts {
        for (var one : new Duration[] {policy, smtp, step, dns, greeting}) {
            if (!one.isPositive()) {
                throw new IllegalArgumentException("A timeout is longer than nothing.");
            }
        }
    }
}
