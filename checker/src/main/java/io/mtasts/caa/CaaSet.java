package io.mtasts.caa;

import io.mtasts.policy.Excerpt;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The CAA records that count for one name that is no wildcard: those at the nearest name upwards that has any (RFC 8659 section 3).
 *
 * @param properties none where no name upwards has any: then every authority may issue
 */
public record CaaSet(List<CaaProperty> properties) {
    private static final String VALIDATION_METHODS = "validationmethods";
    private static final String ACCOUNT_URI = "accounturi";

    /** So many are shown of a set that may have thousands. */
    private static final int SHOWN = 5;

    public CaaSet {
        properties = List.copyOf(properties);
    }

    /** Why this authority may not issue, as a clause with the record that says so; empty where it may. */
    public Optional<String> objection(Applicant applicant) {
        var unknown = properties.stream().filter(CaaProperty::forbidsAll).findFirst();
        if (unknown.isPresent()) {
            return Optional.of("%s is critical, and no authority knows that property".formatted(unknown.get()));
        }
        var issue = properties.stream().filter(CaaProperty::isIssue).toList();
        var refusals = issue.stream().map(one -> refusal(one, applicant)).toList();
        return issue.isEmpty() || refusals.stream().anyMatch(Optional::isEmpty)
                ? Optional.empty()
                : refusals.stream()
                        .flatMap(Optional::stream)
                        .filter(Refusal::isOfItsOwn)
                        .findFirst()
                        .or(() -> refusals.getFirst())
                        .map(refusal -> refusal.isOfItsOwn() ? refusal.why() : "there is " + shown(issue));
    }

    /** The names of those who may issue, sorted; empty where any may, and where nobody may. */
    public List<String> authorities() {
        return properties.stream()
                .filter(CaaProperty::isIssue)
                .map(property -> IssueValue.parse(property.value()).orElse(IssueValue.NOBODY))
                .flatMap(value -> value.authority().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** Is there a property that forbids everything because nobody knows it? */
    public boolean hasUnknownCritical() {
        return properties.stream().anyMatch(CaaProperty::forbidsAll);
    }

    /** May every authority issue? */
    public boolean allowsAll() {
        return properties.stream().noneMatch(property -> property.isIssue() || property.forbidsAll());
    }

    /** May no authority issue, whichever it is? */
    public boolean forbidsAll() {
        return hasUnknownCritical() || (!allowsAll() && authorities().isEmpty());
    }

    /** @param isOfItsOwn whether the record names this authority, and asks for something beside */
    private record Refusal(boolean isOfItsOwn, String why) {}

    private static Optional<Refusal> refusal(CaaProperty property, Applicant applicant) {
        var value = IssueValue.parse(property.value()).orElse(IssueValue.NOBODY);
        if (value.authority().filter(applicant.authority()::contains).isEmpty()) {
            return Optional.of(new Refusal(false, ""));
        }
        return parameterRefusal(value, applicant).map(why -> new Refusal(true, "%s %s".formatted(property, why)));
    }

    /** A parameter that stands twice cannot be met (RFC 8657 sections 3 and 4). */
    private static Optional<String> parameterRefusal(IssueValue value, Applicant applicant) {
        var methods = value.values(VALIDATION_METHODS);
        var accounts = value.values(ACCOUNT_URI);
        if (methods.size() > 1 || accounts.size() > 1) {
            return Optional.of("has a parameter twice, which nobody can meet");
        }
        if (!methods.isEmpty()
                && !applicant.methods().isEmpty()
                && List.of(methods.getFirst().split(",", -1)).stream().noneMatch(applicant.methods()::contains)) {
            return Optional.of("allows other validation methods than the issuer has, which are "
                    + String.join(", ", applicant.methods().stream().sorted().toList()));
        }
        if (!accounts.isEmpty()
                && applicant
                        .account()
                        .filter(uri -> !uri.equals(accounts.getFirst()))
                        .isPresent()) {
            return Optional.of("allows another account than the issuer's, which is "
                    + Excerpt.of(applicant.account().orElseThrow()));
        }
        return Optional.empty();
    }

    /** Those that decide, or the first of many. */
    public String shown() {
        return shown(properties.stream()
                .filter(property -> property.isIssue() || property.forbidsAll())
                .toList());
    }

    private static String shown(List<CaaProperty> some) {
        var shown = some.stream().limit(SHOWN).map(CaaProperty::toString).collect(Collectors.joining(", "));
        return some.size() > SHOWN ? shown + " and %d more".formatted(some.size() - SHOWN) : shown;
    }
}
