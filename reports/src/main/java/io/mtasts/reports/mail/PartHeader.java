package io.mtasts.reports.mail;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.stream.RawFieldParser;
import org.apache.james.mime4j.util.MimeParameterMapping;

/** What a part says of itself: whether it is a report, and its file name. */
final class PartHeader {
    private static final List<String> REPORT = List.of("application/tlsrpt+gzip", "application/tlsrpt+json");

    /** Senders and what passes mails on know these better: the file name has to tell. */
    private static final List<String> IN_THEIR_PLACE = List.of(
            "application/octet-stream",
            "application/gzip",
            "application/x-gzip",
            "application/json",
            "application/tlsrpt",
            "text/json",
            "text/plain");

    private static final Pattern FILE_NAME = Pattern.compile(".*\\.(?:json|json\\.gz|gz)", Pattern.CASE_INSENSITIVE);

    private Optional<String> disposition = Optional.empty();
    private Optional<String> type = Optional.empty();

    void add(Field field) {
        switch (field.getName().toLowerCase(Locale.ROOT)) {
            case "content-disposition" -> disposition = disposition.or(() -> parameter(field, "filename"));
            case "content-type" -> type = type.or(() -> parameter(field, "name"));
            default -> {
                // says nothing of the file
            }
        }
    }

    /** Of Content-Disposition, else of Content-Type. */
    Optional<String> fileName() {
        return disposition.or(() -> type);
    }

    boolean isReport(String mediaType) {
        var plain = mediaType.toLowerCase(Locale.ROOT);
        return REPORT.contains(plain)
                || (IN_THEIR_PLACE.contains(plain)
                        && fileName()
                                .filter(name -> FILE_NAME.matcher(name).matches())
                                .isPresent());
    }

    /** One that is cut in pieces, or has a character set, is put together (RFC 2231). */
    private static Optional<String> parameter(Field field, String name) {
        var raw = field instanceof RawField rawField ? rawField : new RawField(field.getName(), field.getBody());
        var parameters = new MimeParameterMapping();
        RawFieldParser.DEFAULT
                .parseRawBody(raw)
                .getParams()
                .forEach(one -> parameters.addParameter(one.getName(), one.getValue()));
        return Optional.ofNullable(parameters.get(name)).map(String::strip);
    }
}
