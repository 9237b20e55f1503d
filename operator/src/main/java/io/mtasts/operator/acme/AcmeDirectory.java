package io.mtasts.operator.acme;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What is read of the directory of an ACME server (RFC 8555 section 7.1.1), whoever wrote it. */
final class AcmeDirectory {
    /** Large authorities have half a dozen names. */
    private static final int MOST_NAMES = 20;

    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?+";
    private static final Pattern NAME = Pattern.compile("(?=.{1,253}$)" + LABEL + "(?:\\." + LABEL + ")++");
    private static final ObjectMapper JSON = new ObjectMapper();

    private AcmeDirectory() {}

    /** The names of its authority, in lower case; none where it gives none, or is no directory. */
    static List<String> caaIdentities(String text) {
        try {
            var names = new ArrayList<String>();
            for (var name : JSON.readTree(text).path("meta").path("caaIdentities")) {
                if (name.isTextual() && NAME.matcher(name.textValue()).matches() && names.size() < MOST_NAMES) {
                    names.add(name.textValue().toLowerCase(Locale.ROOT));
                }
            }
            return List.copyOf(names);
        } catch (JsonProcessingException e) {
            return List.of();
        }
    }
}
