package io.mtasts.operator.rollout;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a person asked for by annotation. Ids may be given by their first characters, as messages show them.
 *
 * @param hold the value of {@value #HOLD}
 * @param promote the id of the policy to promote without waiting for the soak
 * @param force the id of the step to take although it is withheld
 * @param delete the id of the policy that a deleted resource still serves, or {@value #AT_ANY_COST}
 * @param attest the id of the policy that somebody has seen from outside, where the operator cannot look
 */
public record Overrides(
        Optional<String> hold,
        Optional<String> promote,
        Optional<String> force,
        Optional<String> delete,
        Optional<String> attest) {
    /** {@code testing}: serve that mode, whatever the spec says. */
    public static final String HOLD = "mtasts.io/hold";

    public static final String PROMOTE = "mtasts.io/promote";
    public static final String FORCE = "mtasts.io/force";

    public static final String DELETE = "mtasts.io/delete";
    public static final String HAND_OVER_TO = "mtasts.io/hand-over-to";
    public static final String ATTEST = "mtasts.io/attest";

    /** The value of {@value #DELETE} that ends a retirement while senders hold an enforce policy. */
    public static final String AT_ANY_COST = "senders-may-refuse-mail";

    private static final String TESTING = "testing";
    private static final int SHORTEST = 8;
    private static final String AN_ID = "the id of a policy or its first " + SHORTEST + " characters or more";

    /** Nobody asked for anything. */
    public static final Overrides NONE = of(Map.of());

    /** Reads the annotations of a resource. */
    public static Overrides of(Map<String, String> annotations) {
        return new Overrides(
                Optional.ofNullable(annotations.get(HOLD)),
                Optional.ofNullable(annotations.get(PROMOTE)),
                Optional.ofNullable(annotations.get(FORCE)),
                Optional.ofNullable(annotations.get(DELETE)),
                Optional.ofNullable(annotations.get(ATTEST)));
    }

    /** Is mode testing to be served whatever the spec says? */
    public boolean holds() {
        return hold.filter(TESTING::equals).isPresent();
    }

    boolean promotes(String id) {
        return promote.filter(wish -> names(wish, id)).isPresent();
    }

    /** May that policy be served whatever mail it makes senders refuse? */
    public boolean forces(String id) {
        return force.filter(wish -> names(wish, id)).isPresent();
    }

    boolean deletes(String id) {
        return delete.filter(wish -> names(wish, id)).isPresent();
    }

    boolean deletesAtAnyCost() {
        return delete.filter(AT_ANY_COST::equals).isPresent();
    }

    /** Has somebody seen that policy from outside? */
    public boolean attests(String id) {
        return attest.filter(wish -> names(wish, id)).isPresent();
    }

    /** Does an annotation name that policy which only means one that is served at the time? */
    boolean speakOfServed(String id) {
        return promotes(id) || attests(id);
    }

    private static boolean names(String wish, String id) {
        return wish.length() >= SHORTEST && id.startsWith(wish);
    }

    /** Each value that says nothing, in words; empty when all can be understood. */
    public Optional<String> misunderstood() {
        var words = Stream.of(
                        hold.filter(value -> !TESTING.equals(value)).map(_ -> meaningless(HOLD, TESTING)),
                        promote.filter(Overrides::isNoId).map(_ -> meaningless(PROMOTE, AN_ID)),
                        force.filter(Overrides::isNoId).map(_ -> meaningless(FORCE, AN_ID)),
                        attest.filter(Overrides::isNoId).map(_ -> meaningless(ATTEST, AN_ID)),
                        delete.filter(value -> isNoId(value) && !AT_ANY_COST.equals(value))
                                .map(_ -> meaningless(DELETE, AN_ID + ", or " + AT_ANY_COST)))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
        return Optional.of(words).filter(text -> !text.isEmpty());
    }

    /** An id is 1 to 32 letters and digits (RFC 8461 section 3.1); what may stand for one here has at least {@value #SHORTEST}. */
    private static boolean isNoId(String value) {
        return !value.matches("[0-9A-Za-z]{" + SHORTEST + ",32}");
    }

    private static String meaningless(String annotation, String instead) {
        return "The annotation %s has a value without a meaning; it can only be %s.".formatted(annotation, instead);
    }
}
