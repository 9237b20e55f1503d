package io.mtasts.lab;

import io.mtasts.lab.dns.Zone;
import io.mtasts.lab.smtp.MailServer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A mail domain of the lab: its zone, its policy host and its mail servers, each of which can be reached for more. */
public final class Domain {
    private final String name;
    private final World world;
    private final Zone zone;

    Domain(String name, World world) {
        this.name = name;
        this.world = world;
        this.zone = world.dns().zone(name);
    }

    public String name() {
        return name;
    }

    /** The world that it is in. */
    public World world() {
        return world;
    }

    /** Its zone, where every record can be changed. */
    public Zone zone() {
        return zone;
    }

    /** Publishes these texts at {@code _mta-sts}, and no others. */
    public Domain record(String... texts) {
        zone.txt("_mta-sts." + name, texts);
        return this;
    }

    /** Publishes these texts at {@code _smtp._tls}, and no others. */
    public Domain tlsReporting(String... texts) {
        zone.txt("_smtp._tls." + name, texts);
        return this;
    }

    /** Its policy host, which exists from now on. */
    public PolicyHost policyHost() {
        return world.policyHost("mta-sts." + name);
    }

    /** Serves this policy at its policy host, as it should be served. */
    public Domain policy(String body) {
        policyHost().policy(body);
        return this;
    }

    /** Adds an MX record, and starts the mail server if there is none of this name. */
    public Domain mx(int preference, String host) {
        world.mail(host);
        zone.add(name, "MX", preference + " " + host + ".");
        return this;
    }

    /** Its own first mail server, {@code mx1.} and its name. */
    public MailServer mail() {
        return world.mail("mx1." + name);
    }

    /** Counts its zone as signed, and publishes these TLSA records, and no others, for its own first mail server. */
    public Domain tlsa(String... data) {
        zone.sign().set(tlsaName(), "TLSA", data);
        return this;
    }

    /** Where the TLSA records of its own first mail server stand. */
    public String tlsaName() {
        return "_25._tcp.mx1." + name;
    }

    /** The TLSA record of the key that its mail servers have, as all of one authority do. */
    public String pin() {
        try {
            var key = world.authority().issue(name).leaf().getPublicKey();
            var digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return "3 1 1 " + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }

    /**
     * Everything that a domain should have: an enforced policy for {@code mx1.} and its name, the record, the mail server,
     * TLS reporting.
     */
    public Domain complete() {
        return mx(10, "mx1." + name)
                .policy(enforce("mx1." + name))
                .record("v=STSv1; id=1;")
                .tlsReporting("v=TLSRPTv1; rua=mailto:tls@" + name);
    }

    /** A policy in mode enforce, for a week, with these patterns. */
    public static String enforce(String... patterns) {
        return policy("enforce", 604_800, patterns);
    }

    /** A policy with this mode, maximum age in seconds, and patterns. */
    public static String policy(String mode, long maxAge, String... patterns) {
        var text = new StringBuilder("version: STSv1\nmode: " + mode + "\n");
        for (var pattern : patterns) {
            text.append("mx: ").append(pattern).append('\n');
        }
        return text.append("max_age: ").append(maxAge).append('\n').toString();
    }
}
