package io.mtasts.operator.settings;

/** Which domains the MailDomainPolicies of a namespace may have. */
public enum Tenancy {
    /** Any; who comes first has it. */
    OPEN("Open"),
    /** Those that the Namespace's annotation {@code mtasts.io/domains} grants. */
    GRANTED("Granted");

    private final String word;

    Tenancy(String word) {
        this.word = word;
    }

    /** What the setting says, {@code Open} or {@code Granted}. Throws IllegalArgumentException for anything else. */
    public static Tenancy parse(String text) {
        for (var tenancy : values()) {
            if (tenancy.word.equals(text)) {
                return tenancy;
            }
        }
        throw new IllegalArgumentException("is Open or Granted");
    }
}
