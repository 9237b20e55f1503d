package io.mtasts.reports.mail;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Believes the domain's own mail server where we cannot verify ourselves: what it has written into Authentication-Results under its name
 * (RFC 8601). Only for mail that comes from that server itself, which removes what others have written under its name.
 */
public final class TrustedResults implements Vouching {
    private static final Pattern PASS = Pattern.compile("dkim\\s*=\\s*pass\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern DOMAIN =
            Pattern.compile("header\\.d\\s*=\\s*\"?(?<domain>[A-Za-z0-9._-]+)\"?", Pattern.CASE_INSENSITIVE);
    private static final Pattern COMMENT = Pattern.compile("\\([^()]*\\)");

    private final String serverId;
    private final Vouching own;

    /**
     * @param serverId the authserv-id under which the mail server writes
     * @param own what is asked first
     */
    public TrustedResults(String serverId, Vouching own) {
        this.serverId = serverId.toLowerCase(Locale.ROOT);
        this.own = own;
    }

    @Override
    public Vouched of(byte[] mail) {
        var vouched = own.of(mail);
        return switch (vouched) {
            case Vouched.By _ -> vouched;
            case Vouched.ByNobody _, Vouched.Unclear _ ->
                said(RawHeader.of(mail)).<Vouched>map(Vouched.By::new).orElse(vouched);
        };
    }

    /** The topmost field of that name and id alone: those below it may be anybody's. */
    private Optional<String> said(RawHeader header) {
        return header.getFields("Authentication-Results").stream()
                .map(field -> COMMENT.matcher(RawHeader.value(field)).replaceAll(" "))
                .filter(this::isOfServer)
                .findFirst()
                .flatMap(value -> passed(value, header));
    }

    private boolean isOfServer(String value) {
        var id = value.split(";", 2)[0].strip().split("\\s+", 2)[0];
        return id.toLowerCase(Locale.ROOT).equals(serverId);
    }

    private static Optional<String> passed(String value, RawHeader header) {
        for (var result : value.split(";", -1)) {
            var domain = DOMAIN.matcher(result);
            if (PASS.matcher(result.strip()).lookingAt() && domain.find() && isWhole(domain.group("domain"), header)) {
                return Optional.of(domain.group("domain").toLowerCase(Locale.ROOT));
            }
        }
        return Optional.empty();
    }

    /** That server may not mind a signature over a part of the body: we do (RFC 8460 section 3). */
    private static boolean isWhole(String domain, RawHeader header) {
        var signatures = header.getFields("DKIM-Signature").stream()
                .map(field -> DkimTags.of(RawHeader.value(field)))
                .filter(tags -> tags.value("d").filter(domain::equalsIgnoreCase).isPresent())
                .toList();
        return !signatures.isEmpty()
                && signatures.stream().allMatch(tags -> tags.value("l").isEmpty());
    }
}
