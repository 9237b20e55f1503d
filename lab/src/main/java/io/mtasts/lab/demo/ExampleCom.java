package io.mtasts.lab.demo;

import io.mtasts.lab.Domain;
import io.mtasts.lab.World;
import io.mtasts.lab.ca.Certificates;
import io.mtasts.lab.cluster.Fault;
import io.mtasts.lab.cluster.LabCluster;
import java.util.ArrayList;
import java.util.List;

/** {@code example.com} outside of the cluster: its zone and its mail servers, in the hands of its owner or of somebody else. */
final class ExampleCom {
    static final String NAME = "example.com";
    static final String POLICY_HOST = "mta-sts.example.com";
    static final String RECORD = "_mta-sts.example.com";
    static final String FIRST_MX = "mx1.example.com";
    static final String OTHER_MX = "mx3.example.com";

    private static final int TTL = 300;
    private static final List<String> MX = List.of(FIRST_MX, "mx2.example.com");

    private final World world;
    private final LabCluster cluster;
    private final Domain domain;
    private final List<String> mailServers = new ArrayList<>(MX);

    /** With its zone and two mail servers, and without anything of MTA-STS. */
    ExampleCom(World world, LabCluster cluster) {
        this.world = world;
        this.cluster = cluster;
        this.domain = world.domain(NAME);
        mailServers.forEach(world::mail);
        publishMx();
    }

    /** Puts a record into the zone and returns its line there. */
    String publish(String name, String type, String value) {
        if (type.equals("TXT")) {
            domain.zone().txt(name, TTL, value);
            return "%s. %d IN TXT \"%s\"".formatted(name, TTL, value);
        }
        var data = type.equals("CNAME") ? value + "." : value;
        domain.zone().set(name, type, TTL, data);
        return "%s. %d IN %s %s".formatted(name, TTL, type, data);
    }

    /** Lets the certificate of a mail server run out; false when there is no such server. */
    boolean expire(String host) {
        if (!mailServers.contains(host)) {
            return false;
        }
        world.mail(host).present(Certificates.expired());
        return true;
    }

    /** Starts a mail server and adds it to the MX records, last; returns all of them. */
    List<String> addMx(String host) {
        if (!mailServers.contains(host)) {
            world.mail(host);
            mailServers.add(host);
        }
        return publishMx();
    }

    /** Redirects the policy host, as somebody might who tidies up a web server. */
    void redirect(String location) {
        cluster.front().fault(POLICY_HOST, Fault.redirectTo(location));
    }

    /** Undoes what was done to the mail servers, the MX records and the policy host. */
    void mend() {
        cluster.front().mend(POLICY_HOST);
        mailServers.forEach(host -> world.mail(host).recover());
        mailServers.retainAll(MX);
        publishMx();
    }

    List<String> mailServers() {
        return List.copyOf(mailServers);
    }

    private List<String> publishMx() {
        var records = new ArrayList<String>();
        for (var host : mailServers) {
            records.add("%d %s.".formatted(10 * (records.size() + 1), host));
        }
        domain.zone().set(NAME, "MX", records.toArray(String[]::new));
        return records.stream()
                .map(data -> "%s. %d IN MX %s".formatted(NAME, TTL, data))
                .toList();
    }
}
