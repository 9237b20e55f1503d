package io.mtasts.operator.publish;

import io.mtasts.api.v1alpha1.DnsRecord;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.RecordState;
import io.mtasts.api.v1alpha1.RecordType;
import io.mtasts.operator.publish.EndpointsSpec.Endpoint;
import io.mtasts.operator.resources.Ownership;
import io.mtasts.operator.resources.PolicyHostName;
import io.mtasts.policy.PolicyId;
import io.mtasts.policy.StsRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What external-dns is to publish for a domain: the TXT records, and the policy host where it is a CNAME for a public name. */
public final class DnsEndpointOf {
    private static final String TXT = "TXT";
    private static final String CNAME = "CNAME";
    private static final int LONGEST_STRING = 255;
    private static final String QUOTE = "\"";

    private DnsEndpointOf() {}

    /**
     * From what the policy's status says. A record whose next value is withheld keeps the one that it has, so that nothing vanishes.
     *
     * @param publicName what the policy host is to be an alias of
     * @param now the DNSEndpoint as it is
     */
    public static DNSEndpoint endpoint(
            MailDomainPolicy policy, Route route, Optional<String> publicName, Optional<DNSEndpoint> now) {
        return of(policy, endpoints(policy, route, publicName, spec(now)));
    }

    /** As it is, but that the record names the policy that is served: for a spec that is not accepted. Nothing of others is replaced. */
    public static DNSEndpoint ofServed(MailDomainPolicy policy, Route route, Optional<DNSEndpoint> now) {
        var there = spec(now);
        var name = route.name(RecordKind.MTA_STS);
        var endpoints = new ArrayList<>(there.endpoints());
        Optional.ofNullable(policy.getStatus()).stream()
                .flatMap(status -> text(policy, status, route, RecordKind.MTA_STS, there, false))
                .forEach(served -> {
                    endpoints.replaceAll(endpoint ->
                            name.equals(endpoint.dnsName()) && TXT.equals(endpoint.recordType()) ? served : endpoint);
                    if (!endpoints.contains(served)) {
                        endpoints.add(served);
                    }
                });
        return of(policy, endpoints);
    }

    private static DNSEndpoint of(MailDomainPolicy policy, List<Endpoint> endpoints) {
        var wanted = new DNSEndpoint();
        wanted.setMetadata(Ownership.metadata(policy));
        wanted.setSpec(new EndpointsSpec(endpoints));
        return wanted;
    }

    private static EndpointsSpec spec(Optional<DNSEndpoint> now) {
        return now.flatMap(there -> Optional.ofNullable(there.getSpec())).orElse(new EndpointsSpec(List.of()));
    }

    private static List<Endpoint> endpoints(
            MailDomainPolicy policy, Route route, Optional<String> publicName, EndpointsSpec now) {
        var endpoints = new ArrayList<Endpoint>();
        long ttl = policy.getSpec().publishing().ttlSeconds();
        publicName
                .filter(name -> route.delegatedTo().isEmpty())
                .ifPresent(name -> endpoints.add(new Endpoint(PolicyHostName.of(policy), CNAME, ttl, List.of(name))));
        var status = Optional.ofNullable(policy.getStatus());
        boolean adopt = policy.getSpec().publishing().adopt();
        Arrays.stream(RecordKind.values())
                .flatMap(kind -> status.stream().flatMap(known -> text(policy, known, route, kind, now, adopt)))
                .forEach(endpoints::add);
        return endpoints;
    }

    private static Stream<Endpoint> text(
            MailDomainPolicy policy,
            MailDomainPolicyStatus status,
            Route route,
            RecordKind kind,
            EndpointsSpec now,
            boolean adopt) {
        var name = route.name(kind);
        var there = now.of(name, TXT);
        var shown = status.records().stream()
                .filter(record ->
                        record.type() == RecordType.TXT && record.name().equals(name))
                .findFirst();
        if (shown.isEmpty()) {
            // That there is no TLS reporting is decided; that there is no policy is not, so its record stays as it is.
            return kind == RecordKind.MTA_STS ? there.stream() : Stream.empty();
        }
        var value = shown.get().value();
        if (value == null) {
            return there.or(() -> standing(policy, status, kind, name)).stream();
        }
        return there.isPresent() || adopt || isFree(shown.get()) ? Stream.of(txt(policy, name, value)) : Stream.empty();
    }

    /** The record that was confirmed last, should its object have been deleted by hand. */
    private static Optional<Endpoint> standing(
            MailDomainPolicy policy, MailDomainPolicyStatus status, RecordKind kind, String name) {
        return Optional.ofNullable(status.record())
                .filter(record -> kind == RecordKind.MTA_STS && record.since() != null)
                .map(record -> new StsRecord(new PolicyId(record.id())).text())
                .filter(OwnTexts.of(status, kind, name)::contains)
                .map(text -> txt(policy, name, text));
    }

    /**
     * In presentation format (RFC 1035 section 5.1), as external-dns writes the TXT records of its own registry: to most providers a bare
     * semicolon would begin a comment.
     */
    private static Endpoint txt(MailDomainPolicy policy, String name, String text) {
        var strings = new ArrayList<String>();
        for (int at = 0; at < text.length(); at += LONGEST_STRING) {
            strings.add(QUOTE + text.substring(at, Math.min(text.length(), at + LONGEST_STRING)) + QUOTE);
        }
        return new Endpoint(
                name, TXT, (long) policy.getSpec().publishing().ttlSeconds(), List.of(String.join(" ", strings)));
    }

    /** Depending on its registry external-dns would write over what somebody else has put there. */
    private static boolean isFree(DnsRecord shown) {
        return shown.state() != RecordState.FOREIGN && shown.state() != RecordState.UNKNOWN;
    }
}
