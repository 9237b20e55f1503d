package io.mtasts.report;

import io.mtasts.observe.dns.Answer;

/** The kinds of DNS answer as JSON spells them. */
final class DnsAnswerName {
    private DnsAnswerName() {}

    static String of(Answer<?> answer) {
        return switch (answer) {
            case Answer.Found<?> _ -> "found";
            case Answer.NoSuchName<?> _ -> "noSuchName";
            case Answer.NoData<?> _ -> "noData";
            case Answer.AliasLoop<?> _ -> "aliasLoop";
            case Answer.Unavailable<?> _ -> "unavailable";
        };
    }
}
