package io.mtasts.operator.health;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RefusalsTest {
    private static final Right WATCH = new Right("watch", "ingresses.networking.k8s.io", "");
    private static final Right LIST = new Right("list", "configmaps", "mail");

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Instant now = Instant.parse("2026-11-23T12:00:00Z");
    private final Refusals refusals = new Refusals(() -> now);

    @BeforeEach
    void listen() {
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void stop() {
        logger().detachAppender(log);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(Refusals.class);
    }

    @Test
    void areSaidWhenTheyBeginAndWhenTheyAreOver() {
        refusals.refused(WATCH);
        pass(6);
        refusals.refused(WATCH);
        pass(32);
        refusals.refused(WATCH);
        assertThat(refusals.lasting()).containsExactly(WATCH);
        refusals.granted(WATCH);
        refusals.granted(WATCH);

        assertThat(refusals.lasting()).isEmpty();
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "Not allowed to watch ingresses.networking.k8s.io (403 Forbidden), so changes there go"
                            + " unnoticed. The operator retries until its ServiceAccount has that permission, as the"
                            + " chart grants it.",
                        "Allowed again to watch ingresses.networking.k8s.io");
    }

    @Test
    void ofAMomentAreNotSaid() {
        refusals.refused(WATCH);
        pass(1);
        refusals.refused(WATCH);
        assertThat(refusals.concern("ingresses.networking.k8s.io")).isTrue();
        assertThat(refusals.concern("configmaps")).isFalse();
        refusals.granted(WATCH);

        assertThat(refusals.lasting()).isEmpty();
        assertThat(log.list).isEmpty();
    }

    @Test
    void areForgottenWhenNobodyAsksAnyMore() {
        refusals.refused(LIST);
        pass(10);
        refusals.refused(LIST);
        refusals.refused(WATCH);
        pass(10);
        refusals.refused(WATCH);
        assertThat(refusals.lasting())
                .hasToString("[list configmaps in namespace mail, watch ingresses.networking.k8s.io]");

        pass(175);
        assertThat(refusals.lasting()).containsExactly(WATCH);
    }

    private void pass(int seconds) {
        now = now.plus(Duration.ofSeconds(seconds));
    }
}
