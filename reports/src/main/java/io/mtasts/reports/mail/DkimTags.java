package io.mtasts.reports.mail;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A list of tags, of a signature or of a key record (RFC 6376 section 3.2). */
record DkimTags(Map<String, String> tags) {
    private static final int LONGEST = 10_000;

    DkimTags {
        tags = Map.copyOf(tags);
    }

    /** Of a tag that is given twice the first; that makes no list valid, and jDKIM refuses it. */
    static DkimTags of(String text) {
        return new DkimTags(Arrays.stream(text.length() > LONGEST ? new String[0] : text.split(";", -1))
                .map(tag -> tag.split("=", 2))
                .filter(tag -> tag.length == 2)
                .collect(Collectors.toMap(tag -> tag[0].strip(), tag -> tag[1].strip(), (first, _) -> first)));
    }

    Optional<String> value(String tag) {
        return Optional.ofNullable(tags.get(tag));
    }

    /** What colons separate, in lower case. */
    List<String> list(String tag) {
        return value(tag).stream()
                .flatMap(text -> Arrays.stream(text.split(":", -1)))
                .map(item -> item.strip().toLowerCase(Locale.ROOT))
                .toList();
    }
}
