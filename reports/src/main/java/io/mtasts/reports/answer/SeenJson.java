package io.mtasts.reports.answer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.mtasts.reports.store.DomainSeen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Answers as JSON, and read back; what a newer receiver adds is left out. Days as 2026-11-30, times as RFC 3339 has them. */
public final class SeenJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new SimpleModule()
                    .addSerializer(LocalDate.class, new AsText<>(LocalDate.class))
                    .addSerializer(Instant.class, new AsText<>(Instant.class))
                    .addDeserializer(LocalDate.class, new Day()))
            .build();

    private SeenJson() {}

    /** Of records: one value, without a line end. */
    public static String of(Object records) {
        try {
            return MAPPER.writeValueAsString(records);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("records can be written", e);
        }
    }

    /**
     * Answers out of JSON.
     *
     * @throws IOException when it is not what {@link #of} writes
     */
    public static List<DomainSeen> read(byte[] json) throws IOException {
        return MAPPER.readValue(json, new TypeReference<List<DomainSeen>>() {});
    }

    private static final class AsText<T> extends StdSerializer<T> {
        private static final long serialVersionUID = 1;

        AsText(Class<T> type) {
            super(type);
        }

        @Override
        public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(value.toString());
        }
    }

    private static final class Day extends StdDeserializer<LocalDate> {
        private static final long serialVersionUID = 1;

        Day() {
            super(LocalDate.class);
        }

        @Override
        public LocalDate deserialize(JsonParser json, DeserializationContext context) throws IOException {
            var text = json.getText();
            try {
                return LocalDate.parse(text);
            } catch (DateTimeException e) {
                return (LocalDate)
                        context.handleWeirdStringValue(LocalDate.class, text, "must be a day, as in 2026-11-30");
            }
        }
    }
}
