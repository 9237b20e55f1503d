package io.mtasts.observe.dns;

import io.mtasts.dane.TlsaRecord;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.xbill.DNS.Type;

/** Looks for the TLSA records of a mail server as a sender that supports DANE does (RFC 7672 section 2.2). */
public final class TlsaLookup {
    private TlsaLookup() {}

    /**
     * What is found at the name that the host's CNAMEs lead to, or else at its own.
     *
     * @param addresses of the host: without any nothing is asked
     */
    public static TlsaView of(String host, Answer<InetAddress> addresses, Questions questions) {
        if (addresses.records().isEmpty()) {
            return TlsaView.NONE;
        }
        var ofHost = addresses(host, questions);
        var bases = addresses.aliases().isEmpty()
                ? List.of(host)
                : List.of(addresses.aliases().getLast(), host);
        return Stream.of(bases.getFirst(), bases.getLast())
                .distinct()
                .map(base -> at(base, ofHost, questions))
                .filter(view -> !view.answer().isAbsent())
                .findFirst()
                .orElseGet(() -> at(bases.getFirst(), ofHost, questions));
    }

    /** One kind of addresses is enough to deliver to. */
    private static Validation addresses(String host, Questions questions) {
        var four = questions.validation(host, Type.A);
        var six = questions.validation(host, Type.AAAA);
        if (four == Validation.FAILED || six == Validation.FAILED) {
            return four == Validation.FAILED ? six : four;
        }
        return four.and(six);
    }

    private static TlsaView at(String base, Validation addresses, Questions questions) {
        var name = TlsaView.nameAt(base);
        var answer = questions.tlsa(name);
        return new TlsaView(
                base, some(answer), answer.records().size(), addresses, questions.validation(name, Type.TLSA));
    }

    private static Answer<TlsaRecord> some(Answer<TlsaRecord> answer) {
        return answer instanceof Answer.Found<TlsaRecord> found
                ? new Answer.Found<>(
                        found.records().stream()
                                .sorted(Comparator.comparing(TlsaRecord::text))
                                .limit(TlsaView.MOST_KEPT)
                                .toList(),
                        found.aliases(),
                        found.ttlSeconds())
                : answer;
    }
}
