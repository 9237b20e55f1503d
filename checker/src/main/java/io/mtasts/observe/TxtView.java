package io.mtasts.observe;

import java.util.List;

/**
 * The TXT records at one name, as the resolvers and as each authoritative server give them. A record is its strings joined
 * without a separator (RFC 8461 section 3.1), one character per byte.
 */
public record TxtView(String name, Answer<String> answer, List<AtServer<String>> authoritative) {
    public TxtView {
        authoritative = List.copyOf(authoritative);
    }
}
