package io.mtasts.operator.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Map;
import org.slf4j.Logger;

/**
 * One line an event, on standard error: standard output is for what a command prints. Logback finds this by its services file. It is
 * Java since XML would take Java's XML parser, a module of the runtime and some four hundred classes more.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {
    private static final String TEXT =
            "%d{\"yyyy-MM-dd'T'HH:mm:ss.SSSXXX\", UTC} %-5level %logger{0} - %msg%replace( %kvp{NONE}){'^"
                    + " $',''}%n%ex{short}";

    private static final Map<String, Level> LIBRARIES = Map.of(
            // Warns at each start that a version v1alpha1 is not stable, which its name says already.
            "io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils", Level.ERROR,
            // Warns with a stack trace for each watch when the API server goes away; the informers come back by
            // themselves.
            "io.fabric8.kubernetes.client.jdkhttp.JdkWebSocketImpl", Level.ERROR);

    private final Map<String, String> environment;

    /** By the environment of this process. */
    public LogSetup() {
        this(System.getenv());
    }

    LogSetup(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        var stderr = new ConsoleAppender<ILoggingEvent>();
        stderr.setContext(context);
        stderr.setName("stderr");
        stderr.setTarget("System.err");
        stderr.setEncoder(encoder(context));
        stderr.start();

        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(stderr);
        root.setLevel(level("MTA_STS_LOG_LEVEL_LIBRARIES", Level.WARN));
        context.getLogger("io.mtasts").setLevel(level("MTA_STS_LOG_LEVEL", Level.INFO));
        LIBRARIES.forEach((name, level) -> context.getLogger(name).setLevel(level));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private Encoder<ILoggingEvent> encoder(LoggerContext context) {
        if ("json".equals(environment.get("MTA_STS_LOG_FORMAT"))) {
            var json = new JsonLines();
            json.setContext(context);
            json.start();
            return json;
        }
        var text = new PatternLayoutEncoder();
        text.setContext(context);
        text.setPattern(TEXT);
        text.start();
        return text;
    }

    private Level level(String variable, Level usual) {
        return Level.toLevel(environment.get(variable), usual);
    }
}
