package io.mtasts.policy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What was probably meant by a line that is no line of a policy, or whose value is wrong: lint, check and status all explain it by
 * this. What it says to write is held against the grammar before it is said.
 *
 * @param why what is wrong with the line as it stands, where that is not the grammar alone
 * @param lines to write instead, each a field that a sender takes; empty when the line should go
 */
record PolicyNearMiss(Optional<String> why, List<String> lines) {
    /** In characters: nobody mends a longer line at a glance. */
    private static final int LONGEST = 400;

    private static final int MOST_LINES = 8;
    private static final int SHORTEST_NAME = 2;
    private static final Pattern BEFORE_A_FIELD = Pattern.compile("[ \\t,]++(?=(?:version|mode|mx|max_age)[ \\t]*+:)");
    private static final Pattern BETWEEN_LINES = Pattern.compile("[;\\r\\n]");
    private static final Pattern SECONDS = Pattern.compile("([0-9]{1,10}) ?([a-z]*)");
    private static final Map<String, Long> UNITS = Map.ofEntries(
            Map.entry("", 1L),
            Map.entry("s", 1L),
            Map.entry("sec", 1L),
            Map.entry("seconds", 1L),
            Map.entry("h", 3_600L),
            Map.entry("hours", 3_600L),
            Map.entry("d", 86_400L),
            Map.entry("day", 86_400L),
            Map.entry("days", 86_400L),
            Map.entry("w", 604_800L),
            Map.entry("week", 604_800L),
            Map.entry("weeks", 604_800L));

    PolicyNearMiss {
        lines = List.copyOf(lines);
    }

    /** Empty when there is no sure answer, or the line is right. */
    static Optional<PolicyNearMiss> of(String line) {
        if (line.length() > LONGEST || line.isBlank()) {
            return Optional.empty();
        }
        var wrapping = Wrapping.of(line, "a policy", "\n");
        var why = new ArrayList<>(wrapping.taken());
        var pieces = BETWEEN_LINES
                .splitAsStream(BEFORE_A_FIELD.matcher(wrapping.text()).replaceAll("\n"))
                .map(String::strip)
                .filter(piece -> !piece.isEmpty())
                .toList();
        if (wrapping.text().indexOf(';') >= 0) {
            why.add("a policy has no semicolons");
        } else if (pieces.size() > 1 && why.isEmpty()) {
            why.add("each field goes on its own line");
        }
        var fields = pieces.stream().map(PolicyNearMiss::field).toList();
        var lines = fields.stream().flatMap(List::stream).toList();
        boolean sure = fields.stream().noneMatch(List::isEmpty) && lines.size() <= MOST_LINES;
        return !sure || lines.equals(List.of(line)) || (lines.isEmpty() && why.isEmpty())
                ? Optional.empty()
                : Optional.of(new PolicyNearMiss(
                        why.isEmpty() ? Optional.empty() : Optional.of(String.join(", and ", why)), lines));
    }

    /** The field that this name probably stands for: another case, a letter too many or too few, another mark between the words. */
    static Optional<String> nearName(String written) {
        var plain = plainName(written);
        return StsPolicyParser.NAMES.stream()
                .filter(name -> plain.length() >= SHORTEST_NAME && !name.equals(written))
                .filter(name -> distanceIsOne(plain, plainName(name)))
                .findFirst();
    }

    private static String plainName(String name) {
        return Abnf.lowerCase(name).replaceAll("[-_. ]", "");
    }

    /** At most one letter added, left out, changed, or two swapped. */
    private static boolean distanceIsOne(String one, String other) {
        int start = 0;
        while (start < Math.min(one.length(), other.length()) && one.charAt(start) == other.charAt(start)) {
            start++;
        }
        var oneRest = one.substring(start);
        var otherRest = other.substring(start);
        if (one.equals(other)
                || (!oneRest.isEmpty() && oneRest.substring(1).equals(otherRest))
                || (!otherRest.isEmpty() && otherRest.substring(1).equals(oneRest))) {
            return true;
        }
        boolean longEnough = other.length() > 2; // of a name of two letters half would be changed
        return longEnough
                && oneRest.length() == otherRest.length()
                && (oneRest.substring(1).equals(otherRest.substring(1)) || swapped(oneRest, otherRest));
    }

    private static boolean swapped(String one, String other) {
        return one.length() > 1
                && one.charAt(0) == other.charAt(1)
                && one.charAt(1) == other.charAt(0)
                && one.substring(2).equals(other.substring(2));
    }

    /** The lines that this one field needs; none when it is not sure. */
    private static List<String> field(String piece) {
        int end = Arrays.stream(new int[] {piece.indexOf(':'), piece.indexOf('='), piece.indexOf(' ')})
                .filter(at -> at > 0)
                .findFirst()
                .orElse(-1);
        if (end < 0) {
            return List.of();
        }
        var written = piece.substring(0, end).strip();
        var value = piece.substring(end + 1).strip();
        var name = StsPolicyParser.NAMES.contains(written) ? Optional.of(written) : nearName(written);
        return name.map(known -> lines(known, value)).orElseGet(() -> List.of());
    }

    private static List<String> lines(String name, String value) {
        var values = switch (name) {
            case "version" -> value.equalsIgnoreCase("STSv1") ? List.of("STSv1") : List.<String>of();
            case "mode" ->
                Mode.of(Abnf.lowerCase(value)).map(Mode::text).stream().toList();
            case "max_age" -> seconds(value).stream().toList();
            default -> patterns(new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        };
        return values.stream().map(right -> name + ": " + right).toList();
    }

    private static List<String> patterns(String value) {
        return MxSyntax.problem(value).isEmpty() ? List.of(value) : MxSyntax.meant(value);
    }

    /** At most a year, whatever was asked for. */
    private static Optional<String> seconds(String value) {
        var number = SECONDS.matcher(Abnf.lowerCase(value));
        if (!number.matches()) {
            return Optional.empty();
        }
        var unit = Optional.ofNullable(UNITS.get(number.group(2)));
        return unit.map(seconds -> seconds * Long.parseLong(number.group(1)))
                .map(seconds -> String.valueOf(Math.min(seconds, StsPolicy.MAX_AGE_LIMIT_SECONDS)));
    }
}
