package io.mtasts.lab.ca;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The kinds of certificate that a host may show. Each kind makes one for whatever host it is asked for. */
@FunctionalInterface
public interface Certificates {
    /** A certificate of this kind for a host, by the authority that the lab trusts or on its own. */
    Identity forHost(CertificateAuthority authority, String host);

    /** Nothing to complain about. */
    static Certificates good() {
        return (authority, host) -> authority.issue(host);
    }

    /** Good, and for these names whatever the host is called. */
    static Certificates named(String... names) {
        return (authority, host) -> authority.issue(names);
    }

    /** Ran out a day ago. */
    static Certificates expired() {
        return during(Duration.ofDays(-91), Duration.ofDays(-1));
    }

    /** Begins tomorrow. */
    static Certificates notYetValid() {
        return during(Duration.ofDays(1), Duration.ofDays(91));
    }

    /** Good, with only so much of its 90 days left. */
    static Certificates expiresIn(Duration left) {
        return during(left.minus(CertificateAuthority.LIFE), left);
    }

    static Certificates selfSigned() {
        return (authority, host) -> authority.selfSigned(authority.leaf(host));
    }

    /** Marked as an authority's own, as tools make them that know one kind of certificate only. */
    static Certificates markedAsAuthority() {
        return (authority, host) -> authority.issueAsAuthority(authority.leaf(host));
    }

    /** By an authority that nobody trusts. */
    static Certificates untrusted() {
        return (authority, host) ->
                CertificateAuthority.create("Somebody Else", authority.clock()).issue(host);
    }

    /** The intermediate left out, the commonest mistake in setting up a mail server. */
    static Certificates withoutIntermediate() {
        return (authority, host) -> {
            var whole = authority.issue(host);
            return whole.withChain(List.of(whole.leaf()));
        };
    }

    /** By an intermediate of an intermediate, of which only the lower one is sent. */
    static Certificates withoutUpperIntermediate() {
        return (authority, host) -> authority.below("Lab Lower Intermediate").issue(host);
    }

    /** The host in the common name and nowhere else, which no longer counts (RFC 9525 section 6.3). */
    static Certificates commonNameOnly() {
        return (authority, host) -> {
            var ordinary = authority.leaf(host);
            return authority.issue(new Leaf(List.of(), Optional.of(host), ordinary.notBefore(), ordinary.notAfter()));
        };
    }

    /** {@code *.example.com} for {@code mx.example.com}: good. */
    static Certificates wildcard() {
        return (authority, host) -> authority.issue("*" + host.substring(host.indexOf('.')));
    }

    /** {@code m*.example.com} for {@code mx.example.com}: a wildcard that is only part of a label does not count. */
    static Certificates partialWildcard() {
        return (authority, host) -> authority.issue(host.charAt(0) + "*" + host.substring(host.indexOf('.')));
    }

    /** {@code *.com} for {@code mx.example.com}: a wildcard that would have to stand for two labels does not count. */
    static Certificates wildcardTooHigh() {
        return (authority, host) -> authority.issue("*" + host.substring(host.indexOf('.', host.indexOf('.') + 1)));
    }

    /** A good leaf followed by a chain of many certificates with thousands of names each: megabytes to read and parse. */
    static Certificates bomb(int certificates, int namesEach) {
        return (authority, host) -> {
            var names = IntStream.range(0, namesEach)
                    .mapToObj(n -> "name-" + n + "." + host)
                    .toArray(String[]::new);
            var leaf = authority.issue(host);
            var huge = Collections.nCopies(certificates, authority.issue(names).leaf());
            return leaf.withChain(IntStream.rangeClosed(0, certificates)
                    .mapToObj(n -> n == 0 ? leaf.leaf() : huge.get(n - 1))
                    .toList());
        };
    }

    /** Valid from and until so long after now. */
    static Certificates during(Duration from, Duration until) {
        return (authority, host) -> {
            Instant now = authority.clock().instant();
            return authority.issue(new Leaf(List.of(host), Optional.of(host), now.plus(from), now.plus(until)));
        };
    }
}
