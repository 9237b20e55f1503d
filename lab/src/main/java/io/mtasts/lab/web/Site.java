package io.mtasts.lab.web;

import io.mtasts.lab.tls.Tls;
import java.util.function.Function;

/** What one host name gets: a handshake, then an answer to each request. */
public record Site(Tls tls, Function<Request, Answer> answers) {
    /** The same answer whatever is asked for. */
    public static Site of(Tls tls, Answer answer) {
        return new Site(tls, request -> answer);
    }
}
