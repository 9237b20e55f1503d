package io.mtasts.observe.dns;

import java.util.List;

/**
 * The TXT records at one name, as the resolvers and as each authoritative server give them. A record is its strings joined
 * without a separator (RFC 8461 section 3.1), one character per byte.
 */
public record TxtView(String name, Answer<String> answer, List<AtServer<String>> authoritative) {
    public TxtView {
        authoritative = List.copyOf(authoritative);
    }

    /**
     * The resolvers' answer, and where it is that there is nothing, that of an authoritative server which has something: a resolver
     * remembers for an hour or so that a name was not there (RFC 2308 section 5), also of a question that was our own.
     */
    public Answer<String> current() {
        return answer.isAbsent()
                ? authoritative.stream()
                        .map(AtServer::answer)
                        .filter(at -> !at.records().isEmpty() || !at.aliases().isEmpty())
                        .findFirst()
                        .orElse(answer)
                : answer;
    }
}
