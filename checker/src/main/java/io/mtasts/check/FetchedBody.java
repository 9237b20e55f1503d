package io.mtasts.check;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.mtasts.observe.PublicView;
import io.mtasts.observe.https.PolicyOutcome;
import io.mtasts.observe.https.PolicyOutcome.Answered;
import io.mtasts.observe.net.Attempt;
import io.mtasts.policy.Parsed;
import io.mtasts.policy.StsPolicy;
import io.mtasts.policy.StsPolicyParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/**
 * A body that was answered whole with status 200, what came of parsing it, and where. Whether its media type is right is another
 * question: what can be read is compared.
 */
public record FetchedBody(String body, Parsed<StsPolicy> parsed, List<Attempt<PolicyOutcome>> at) {
    private static final int OK = 200;

    /** Of views that are being judged: every check and every report asks for the same. Told apart by identity, kept no longer than they. */
    private static final Cache<PublicView, List<FetchedBody>> READ =
            Caffeine.newBuilder().weakKeys().executor(Runnable::run).build();

    public FetchedBody {
        at = List.copyOf(at);
    }

    /** Each different body once, in order of the addresses that answer it. */
    public static List<FetchedBody> of(PublicView view) {
        return READ.get(view, FetchedBody::read);
    }

    private static List<FetchedBody> read(PublicView view) {
        var byBody = new LinkedHashMap<String, List<Attempt<PolicyOutcome>>>();
        for (var attempt : AtAddresses.inOrder(view.policyHost().attempts())) {
            if (attempt.outcome() instanceof Answered answered && answered.status() == OK && !answered.cut()) {
                byBody.computeIfAbsent(answered.body(), _ -> new ArrayList<>()).add(attempt);
            }
        }
        return byBody.entrySet().stream()
                .map(entry -> new FetchedBody(
                        entry.getKey(),
                        StsPolicyParser.parse(entry.getKey().getBytes(StandardCharsets.ISO_8859_1)),
                        entry.getValue()))
                .toList();
    }

    /** Does the media type name the charset at every address that answers it? */
    boolean saysUtf8() {
        return at.stream()
                .allMatch(attempt -> attempt.outcome() instanceof Answered answered
                        && answered.mediaType()
                                .filter(type -> type.toLowerCase(Locale.ROOT).matches(".*charset=\"?utf-8\\b.*"))
                                .isPresent());
    }

    /** The policies that a sender may get, as values: usually one, none when nothing that was fetched is a policy. */
    public static List<StsPolicy> policies(PublicView view) {
        return of(view).stream()
                .flatMap(fetched -> fetched.parsed().value().stream())
                .distinct()
                .toList();
    }
}
