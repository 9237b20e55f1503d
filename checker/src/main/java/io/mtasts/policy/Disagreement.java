package io.mtasts.policy;

import static io.mtasts.policy.Sender.CHASQUID;
import static io.mtasts.policy.Sender.KUMOMTA;
import static io.mtasts.policy.Sender.MADDY;
import static io.mtasts.policy.Sender.MOX;
import static io.mtasts.policy.Sender.MX_CONNECT;
import static io.mtasts.policy.Sender.POSTFIX;
import static io.mtasts.policy.Sender.RESOLVER;
import static io.mtasts.policy.Sender.STALWART;
import static io.mtasts.policy.Sender.TLSPOL;
import static io.mtasts.policy.Sender.TLSRPT_REPORTER;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where senders in use do different things with a record or a policy, whatever the RFC says: the one table that lint, check, status and
 * docs/checks.md are made of. A new row needs a text that shows it in {@code DisagreementTest}.
 */
public enum Disagreement {
    FIELD_REPEATED(
            "a field that appears twice in a policy",
            does("take the first", MOX, TLSPOL),
            does("take the last", RESOLVER, CHASQUID, MADDY, MX_CONNECT, STALWART),
            does("discard the policy", KUMOMTA)),
    VERSION_REPEATED("a version that appears twice", does("accept the policy", TLSPOL), others("discard it")),
    MAX_AGE_ZERO(
            "max_age 0",
            does("enforce the policy anyway", RESOLVER, MOX, MADDY, MX_CONNECT),
            does("drop it", TLSPOL, CHASQUID)),
    MAX_AGE_ABOVE_A_YEAR(
            "max_age of more than a year",
            does("accept the policy", MOX, MADDY, STALWART, KUMOMTA),
            does("shorten it", TLSPOL),
            does("discard the policy", RESOLVER, CHASQUID, MX_CONNECT)),
    MX_ENDS_WITH_DOT(
            "an mx that ends with a dot",
            does(
                    "accept the policy and then find no host that matches, so mail is refused",
                    RESOLVER,
                    TLSPOL,
                    MX_CONNECT,
                    STALWART,
                    KUMOMTA),
            does("discard the policy", MOX)),
    MX_IS_NO_HOST(
            "an mx that is an IP address or has an underscore",
            does("discard the whole policy", MOX, TLSPOL),
            others("skip that line")),
    NONE_WITHOUT_MX(
            "mode none without mx",
            does(
                    "refuse it, and keep enforcing the one that they have cached until its max_age is over",
                    CHASQUID,
                    STALWART),
            others("take it")),
    ABOVE_10_KIB(
            "a policy of more than 10 KiB",
            does("truncate it there silently, and may lose fields", CHASQUID),
            others("read on")),
    ABOVE_64_KIB(
            "a policy of more than 64 KiB",
            does("refuse it", RESOLVER, TLSPOL, MOX),
            does("truncate it at 10 KiB", CHASQUID),
            others("read on")),
    UTF8_WITHOUT_CHARSET(
            "non-ASCII letters, if the media type has no charset=utf-8",
            does("discard the policy", RESOLVER),
            others("take it")),
    COLON_IN_EXTENSION(
            "a colon in the value of a field that the RFC does not name",
            does("discard the policy", MADDY),
            others("skip that line")),
    MEDIA_TYPE_IN_CAPITALS(
            "a media type in other case, such as Text/Plain", does("refuse the policy", KUMOMTA), others("take it")),
    MEDIA_TYPE_PARAMETER_WITHOUT_NAME(
            "a media type with a parameter that has no name, such as text/plain; utf-8",
            does("take the policy", RESOLVER, MOX, MX_CONNECT, STALWART, KUMOMTA),
            does("refuse it", TLSPOL, CHASQUID, MADDY)),
    MEDIA_TYPE_OF_ANOTHER_KIND(
            "a media type other than text/plain, or none",
            does("take the policy", MOX, MX_CONNECT, STALWART),
            does("refuse it", RESOLVER, TLSPOL, CHASQUID, MADDY, KUMOMTA)),
    COMPRESSED(
            "a policy that is sent compressed although nobody asked for it",
            does("cannot read it", MX_CONNECT),
            others("decompress it")),
    HTTP2_ONLY(
            "a policy host that speaks only HTTP/2",
            does("fetch the policy", TLSPOL, MOX, CHASQUID, MADDY),
            does("cannot", RESOLVER, MX_CONNECT)),
    FIRST_ADDRESS_DEAD(
            "an address of the policy host that does not answer, when another one does",
            does("give up if it is the first", MX_CONNECT),
            others("go on to the next")),
    TEXT_BESIDE_THE_RECORD(
            "another TXT record next to the MTA-STS record", does("find no policy", MADDY, KUMOMTA), others("skip it")),
    WILDCARD_OF_MORE_LABELS(
            "a host that is more than one label below a wildcard",
            does("deliver there anyway", MX_CONNECT, POSTFIX),
            others("do not")),
    RUA_NOT_FIRST(
            "another field of a TLS reporting record before rua",
            does("read the first field alone, so Postfix reports to nobody", TLSRPT_REPORTER),
            does("read all of them", MOX)),
    RUA_REPEATED("a second rua", does("read the first one alone", TLSRPT_REPORTER), does("read both", MOX)),
    RUA_AFTER_BLANK(
            "a space before an address of rua",
            does("treat it as part of the address, so Postfix reports to nobody", TLSRPT_REPORTER),
            does("skip it", MOX)),
    RUA_IN_CAPITALS(
            "capital letters in mailto: or https: of rua",
            does("recognise neither, so Postfix reports to nobody", TLSRPT_REPORTER),
            does("recognise both", MOX)),
    RUA_OF_ANOTHER_SCHEME(
            "an address of rua that is neither mailto: nor https:, next to one that is",
            does("give up there, so Postfix reports to nobody", TLSRPT_REPORTER),
            does("skip it", MOX));

    private static final String THE_OTHERS = "the others";

    private final String what;

    @SuppressWarnings("ImmutableEnumChecker") // a List.of
    private final List<Does> does;

    Disagreement(String what, Does... does) {
        this.what = what;
        this.does = List.of(does);
    }

    /**
     * What some of them do.
     *
     * @param what in the plural: "take the first"
     * @param senders all others when empty
     */
    private record Does(String what, List<Sender> senders) {
        String words() {
            var who = senders.isEmpty() ? THE_OTHERS : names();
            return who + " " + (senders.size() == 1 ? singular() : what);
        }

        private String names() {
            var names = senders.stream().map(Sender::text).toList();
            int last = names.size() - 1;
            return last == 0 ? names.getFirst() : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
        }

        /** Each verb of it: "cuts it there, and may lose fields". */
        private String singular() {
            return Arrays.stream(what.replace("they have", "it has").split(", and ", 2))
                    .map(Does::thirdPerson)
                    .collect(Collectors.joining(", and "));
        }

        private static String thirdPerson(String clause) {
            int end = clause.indexOf(' ') < 0 ? clause.length() : clause.indexOf(' ');
            var verb = clause.substring(0, end);
            return List.of("cannot", "may").contains(verb) ? clause : verb + "s" + clause.substring(end);
        }
    }

    private static Does does(String what, Sender... senders) {
        return new Does(what, List.of(senders));
    }

    private static Does others(String what) {
        return new Does(what, List.of());
    }

    /** What they meet: no sentence. */
    public String what() {
        return what;
    }

    /** Who does what, without a full stop. */
    public String words() {
        return does.stream().map(Does::words).collect(Collectors.joining("; "));
    }

    /** The same as a message: "max_age 0: senders disagree: mox enforces it; ...". */
    public String message() {
        return what + ": senders disagree: " + words();
    }
}
