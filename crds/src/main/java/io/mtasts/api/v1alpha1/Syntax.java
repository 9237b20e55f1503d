package io.mtasts.api.v1alpha1;

/** CEL rules that several fields share, and the words in which the API server refuses what breaks them. */
final class Syntax {
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final String HOST = "(" + LABEL + "\\\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?";

    /** Anything but an internationalised name, which has a rule and a remedy of its own. */
    static final String ASCII = "self.matches('^[ -~]*$')";

    static final String ASCII_MESSAGE = "write the A-label (xn--...) of an internationalised name";

    static final String HOST_NAME = "!" + ASCII + " || self.matches('^" + HOST + "$')";
    static final String HOST_NAME_MESSAGE =
            "must be a lower-case host name without a final dot, for example example.com";

    static final String MX_PATTERN = "!" + ASCII + " || self.matches('^(\\\\*\\\\.)?" + HOST + "$')";
    static final String MX_PATTERN_MESSAGE = "must be a lower-case host name without a final dot, or a wildcard for its"
            + " leftmost label, for example mx1.example.com or *.example.com";

    static final String DNS_LABEL = "self.matches('^" + LABEL + "$')";
    static final String DNS_LABEL_MESSAGE =
            "must be a DNS label: at most 63 lower-case letters, digits and hyphens, for example default";

    static final String TIME_SPAN = "self.matches('^([0-9]+[hms])+$')";
    static final String TIME_SPAN_MESSAGE =
            "must be a length of time in hours, minutes and seconds, for example 168h, 1h30m or 45s";

    private static final String URI_CHARACTER = "[A-Za-z0-9._~$&()*+=-]|%[0-9A-Fa-f]{2}";
    private static final String QUERY_AND_FRAGMENT =
            "([?](" + URI_CHARACTER + "|[:/@?])*)?(#(" + URI_CHARACTER + "|[:/@?])*)?";
    private static final String MAILTO =
            "mailto:(" + URI_CHARACTER + ")+@(" + URI_CHARACTER + ")+" + QUERY_AND_FRAGMENT;
    private static final String HTTPS =
            "https://(" + URI_CHARACTER + ")+(:[0-9]+)?(/(" + URI_CHARACTER + "|[:/@])*)?" + QUERY_AND_FRAGMENT;

    /** Nothing that a record could not hold: the operator refuses to write such a one. */
    static final String REPORT_ADDRESS = "self.matches('^(" + MAILTO + "|" + HTTPS + ")$')";

    static final String REPORT_ADDRESS_MESSAGE = "must be a mailto: or https: address, for example"
            + " mailto:tlsrpt@example.com, with %2C for a comma, %3B for a semicolon and %21 for an exclamation mark";

    static final String UPDATE_NEEDS_SERVER =
            "self.publish != 'Update' || (has(self.updateServer) && self.updateServer != '')";
    static final String UPDATE_NEEDS_SERVER_MESSAGE =
            "publish: Update needs the name of one of the operator's update servers";
    static final String SERVER_NEEDS_UPDATE = "self.publish == 'Update' || !has(self.updateServer)";
    static final String SERVER_NEEDS_UPDATE_MESSAGE = "is only for publish: Update; remove it, or use publish: Update";

    private Syntax() {}
}
