package io.mtasts.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.regex.Pattern;

/** Prometheus' text format, version 0.0.4, read as strictly as Prometheus reads it: every line is one of these, and no series comes twice. */
final class PrometheusText {
    private static final Pattern HELP = Pattern.compile("# HELP [a-zA-Z_:][a-zA-Z0-9_:]* ([^\\\\\n]|\\\\\\\\|\\\\n)*");
    private static final Pattern TYPE =
            Pattern.compile("# TYPE (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram|summary|untyped)");
    private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"([^\"\\\\\n]|\\\\\\\\|\\\\\"|\\\\n)*\"";
    private static final Pattern SAMPLE = Pattern.compile(
            "(?<series>(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\\{%s(,%s)*,?})?) (?<value>\\S+)".formatted(LABEL, LABEL));

    private PrometheusText() {}

    /** The values by series as written; fails where a line is none. */
    static Map<String, Double> parse(String text) {
        assertThat(text).endsWith("\n");
        var values = new HashMap<String, Double>();
        var families = new HashSet<String>();
        text.lines().forEach(line -> {
            var type = TYPE.matcher(line);
            var sample = SAMPLE.matcher(line);
            if (type.matches()) {
                assertThat(families.add(type.group("name")))
                        .as("once: %s", line)
                        .isTrue();
            } else if (sample.matches()) {
                var value = Double.parseDouble(sample.group("value").replace("+Inf", "Infinity"));
                assertThat(values.put(sample.group("series"), value))
                        .as("once: %s", line)
                        .isNull();
                assertThat(families).as(line).anyMatch(sample.group("name")::startsWith);
            } else {
                assertThat(line).matches(HELP);
            }
        });
        return values;
    }
}
