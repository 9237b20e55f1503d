package io.mtasts.check;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import io.mtasts.observe.smtp.MxOutcome.Answered;
import io.mtasts.observe.smtp.MxOutcome.RefusesUs;
import java.util.regex.Pattern;

/** What to do when a mail server turns us away, by what the words of its reply are about. */
enum RefusalAdvice {
    /** "cannot find your hostname" is what Postfix says of a client's address, not of its EHLO. */
    REVERSE_DNS(
            "reverse|rdns|\\bptr\\b|5\\.7\\.25|cannot find your hostname",
            "Give the address that this probes from a reverse DNS name that resolves back to it, or probe from an"
                    + " address that has one (--smtp-proxy)."),
    BLOCK_LIST(
            "block|black ?list|deny ?list|dnsbl|\\brbl\\b|spamhaus|spamcop|barracuda|\\blisted\\b|reputation|dynamic",
            "Have the address that this probes from removed from the list, or probe from another address"
                    + " (--smtp-proxy)."),
    NAME(
            "helo|fully.?qualified|fqdn|host ?name|literal|domain name",
            "Set --ehlo-name (settings.ehloName) to a host name that resolves to the address that this probes from."),
    UNKNOWN(
            "",
            "It may not accept the address or the name that this probes from: check the reverse DNS name of that"
                + " address and block lists, set --ehlo-name (settings.ehloName) to a host name that resolves to it,"
                + " or probe from another address (--smtp-proxy).");

    /** For who takes the connection and says nothing. */
    static final String ON_SILENCE =
            "Find out whether the mail server is overloaded. If not, it may make unknown clients wait, or hang up on"
                    + " them: raise --greeting-timeout (settings.greetingTimeout), or probe from another address"
                    + " (--smtp-proxy).";

    private static final String ON_STARTTLS =
            "Senders wait while it answers this way. If this persists, check its certificate, its key, its limits and"
                    + " its log.";

    private static final String FOR_NOW = "It is probed again soon. If this persists: ";

    private final Pattern words;
    private final String remedy;

    RefusalAdvice(String words, String remedy) {
        this.words = Pattern.compile(words, CASE_INSENSITIVE);
        this.remedy = remedy;
    }

    /** A sentence or two. */
    static String on(RefusesUs refusal) {
        if (refusal.answered() instanceof Answered.StartTls) {
            return ON_STARTTLS;
        }
        return refusal.forNow() ? FOR_NOW + lowerFirst(remedyFor(refusal.reply())) : remedyFor(refusal.reply());
    }

    private static String remedyFor(String reply) {
        for (var advice : values()) {
            if (advice.words.matcher(reply).find()) {
                return advice.remedy;
            }
        }
        throw new IllegalStateException("the last matches every text");
    }

    private static String lowerFirst(String sentence) {
        return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
