package io.mtasts.observe.https;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hc.core5.http.ClassicHttpResponse;

/** What matters of an answer's header, each value bounded. */
final class AnswerFields {
    private static final int LONGEST_VALUE = 256;
    private static final int OK = 200;

    /** Statuses by which a firewall turns a program away. */
    private static final Set<Integer> TURNED_AWAY = Set.of(202, 401, 403, 405, 406, 429, 503);

    /** Header fields that only bot protections send: Cloudflare, AWS, DataDome, Sucuri, Imperva. */
    private static final List<String> OF_GUARDS =
            List.of("cf-mitigated", "x-amzn-waf-action", "x-datadome", "x-sucuri-block", "x-sucuri-id", "x-iinfo");

    /** What those that stand in front of other people's web servers call themselves. */
    private static final List<String> GUARDS = List.of(
            "cloudflare", "akamaighost", "sucuri", "imperva", "ddos-guard", "cloudfront", "bunkerweb", "big-ip");

    private AnswerFields() {}

    static PolicyOutcome.Fields of(ClassicHttpResponse response) {
        return new PolicyOutcome.Fields(
                first(response, "Location"),
                all(response, "Content-Type").toList(),
                first(response, "Age"),
                encoding(response),
                isGzip(response),
                guard(response));
    }

    /** The one coding that nearly all senders know (RFC 9110 section 8.4.1.3). */
    static boolean isGzip(ClassicHttpResponse response) {
        return encoding(response)
                .map(encoding -> encoding.toLowerCase(Locale.ROOT))
                .filter(encoding -> encoding.equals("gzip") || encoding.equals("x-gzip"))
                .isPresent();
    }

    private static Optional<String> encoding(ClassicHttpResponse response) {
        return first(response, "Content-Encoding")
                .filter(encoding -> !encoding.isBlank() && !encoding.equalsIgnoreCase("identity"));
    }

    private static Optional<String> guard(ClassicHttpResponse response) {
        if (response.getCode() == OK || !TURNED_AWAY.contains(response.getCode())) {
            return Optional.empty();
        }
        var fields = OF_GUARDS.stream().flatMap(name -> all(response, name).map(value -> name + ": " + value));
        var server = all(response, "Server")
                .filter(value -> GUARDS.stream().anyMatch(value.toLowerCase(Locale.ROOT)::contains))
                .map(value -> "Server: " + value);
        var shown = Stream.concat(server, fields).limit(2).toList();
        return shown.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", shown));
    }

    private static Optional<String> first(ClassicHttpResponse response, String name) {
        return all(response, name).findFirst();
    }

    private static Stream<String> all(ClassicHttpResponse response, String name) {
        return Arrays.stream(response.getHeaders(name))
                .map(header -> String.valueOf(header.getValue()))
                .map(value -> value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) : value);
    }
}
