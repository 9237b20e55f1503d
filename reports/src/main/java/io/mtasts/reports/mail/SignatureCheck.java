package io.mtasts.reports.mail;

import io.mtasts.observe.dns.Answer;
import io.mtasts.policy.DurationText;
import io.mtasts.policy.Excerpt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.interfaces.RSAKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.PublicKeyRecord;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.exceptions.FailException;
import org.apache.james.jdkim.exceptions.PermFailException;
import org.apache.james.jdkim.exceptions.TempFailException;

/**
 * Checks the DKIM signatures of a mail (RFC 6376), as far as they may vouch for a report (RFC 8460 section 3): over the whole body, with a
 * key that is for mail or for TLS reports, and with RSA, since jDKIM has no other.
 */
public final class SignatureCheck implements Vouching {
    /** Of one mail; some senders sign twice. */
    private static final int MOST_TRIED = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** RFC 8301 section 3.2. */
    private static final int FEWEST_BITS = 1024;

    private final Function<String, Answer<String>> keys;
    private final Predicate<String> first;

    /**
     * @param keys the TXT records at a name, for which it blocks for a bounded time
     * @param first whose signatures are tried before others
     */
    public SignatureCheck(Function<String, Answer<String>> keys, Predicate<String> first) {
        this.keys = keys;
        this.first = first;
    }

    @Override
    public Vouched of(byte[] mail) {
        var header = RawHeader.of(mail);
        var signatures = header.getFields("DKIM-Signature");
        if (signatures.isEmpty()) {
            return new Vouched.ByNobody("the mail has no DKIM signature");
        }
        var problems = new ArrayList<String>();
        Optional<Vouched> unclear = Optional.empty();
        long until = System.nanoTime() + PATIENCE.toNanos();
        for (var signature : inOrder(signatures)) {
            if (System.nanoTime() > until) {
                return new Vouched.Unclear(
                        "the keys of the signatures were not found within " + DurationText.of(PATIENCE));
            }
            switch (one(signature, header, mail)) {
                case Vouched.By by -> {
                    return by;
                }
                case Vouched.ByNobody(var reason) -> problems.add(reason);
                case Vouched.Unclear doubt -> unclear = Optional.of(doubt);
            }
        }
        return unclear.orElseGet(() -> new Vouched.ByNobody(String.join("; ", problems)));
    }

    private List<String> inOrder(List<String> signatures) {
        var ordered = new ArrayList<>(signatures.stream().filter(this::isFirst).toList());
        signatures.stream().filter(signature -> !isFirst(signature)).forEach(ordered::add);
        return ordered.subList(0, Math.min(MOST_TRIED, ordered.size()));
    }

    private boolean isFirst(String signature) {
        return DkimTags.of(RawHeader.value(signature)).value("d").filter(first).isPresent();
    }

    private Vouched one(String signature, RawHeader header, byte[] mail) {
        var tags = DkimTags.of(RawHeader.value(signature));
        var domain = tags.value("d").orElse("").toLowerCase(Locale.ROOT);
        var problem = problem(tags);
        if (problem.isPresent()) {
            return nobody(domain, problem.get());
        }
        try {
            var body = new ByteArrayInputStream(mail, header.bodyStart(), mail.length - header.bodyStart());
            var verifier = new Rsa();
            var holding = verifier.verify(header.with(signature), body);
            return holding == null || holding.isEmpty()
                    ? nobody(domain, "it cannot be verified")
                    : new Vouched.By(domain);
        } catch (TempFailException e) {
            return new Vouched.Unclear(String.valueOf(e.getMessage()));
        } catch (FailException | RuntimeException e) {
            // jDKIM throws of the second kind at tags that it cannot read
            return nobody(domain, "it does not hold: " + Excerpt.of(String.valueOf(e.getMessage()), 2 * Excerpt.LIMIT));
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is read but an array", e);
        }
    }

    private static Vouched nobody(String domain, String problem) {
        return new Vouched.ByNobody("the signature of %s does not count: %s".formatted(Excerpt.of(domain), problem));
    }

    /** What jDKIM has no opinion of. */
    private static Optional<String> problem(DkimTags tags) {
        if (tags.value("l").isPresent()) {
            return Optional.of("it covers only a part of the body (l=), which RFC 8460 section 3 forbids");
        }
        var algorithm = tags.value("a").orElse("").toLowerCase(Locale.ROOT);
        return algorithm.equals("rsa-sha256")
                ? Optional.empty()
                : Optional.of("its algorithm is %s, and only rsa-sha256 is verified".formatted(Excerpt.of(algorithm)));
    }

    /** With our own look-ups, and what newer documents ask of a key. */
    private final class Rsa extends DKIMVerifier {
        Rsa() {
            super((_, selector, token) -> records("%s._domainkey.%s".formatted(selector, token)));
        }

        @Override
        public PublicKeyRecord publicRecordLookup(SignatureRecord signature)
                throws TempFailException, PermFailException {
            var key = super.publicRecordLookup(signature);
            if (key.isTesting()) {
                throw new PermFailException("the key is a test (t=y), which counts as no signature");
            }
            if (key.getPublicKey() instanceof RSAKey rsa && rsa.getModulus().bitLength() < FEWEST_BITS) {
                throw new PermFailException("the key has less than %d bits".formatted(FEWEST_BITS));
            }
            return key;
        }
    }

    private List<String> records(String name) throws TempFailException, PermFailException {
        var answer = keys.apply(name);
        return switch (answer) {
            case Answer.Found<String> found -> forReports(name, found.records());
            case Answer.NoSuchName<String> _, Answer.NoData<String> _ ->
                throw new PermFailException("there is no key at " + name);
            case Answer.AliasLoop<String> _ ->
                throw new PermFailException("the CNAMEs at %s lead in a circle".formatted(name));
            case Answer.Unavailable<String>(var why, var _) ->
                throw new TempFailException("the key at %s could not be had: %s".formatted(name, why));
        };
    }

    /** RFC 8460 section 3: a key may be for TLS reports alone; one for something else, neither mail nor these, is none. */
    private static List<String> forReports(String name, List<String> records) throws PermFailException {
        var fitting = records.stream()
                .filter(text -> {
                    var services = DkimTags.of(text).list("s");
                    return services.isEmpty()
                            || services.contains("*")
                            || services.contains("email")
                            || services.contains("tlsrpt");
                })
                .toList();
        if (fitting.isEmpty()) {
            throw new PermFailException("the key at %s is neither for mail nor for TLS reports (s=)".formatted(name));
        }
        return fitting;
    }
}
