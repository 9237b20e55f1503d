package io.mtasts.lab.fault;

import io.mtasts.lab.Domain;
import io.mtasts.lab.World;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** One thing that can be wrong, shown by a domain of its own that is without fault otherwise. */
public sealed interface Fault
        permits RecordFault,
                PolicyFault,
                PolicyHostFault,
                MailFault,
                MailServerFault,
                DaneFault,
                VantageFault,
                ServedFault {
    /** Every fault of the catalogue. */
    static List<Fault> all() {
        return Stream.<Fault[]>of(
                        RecordFault.values(),
                        PolicyHostFault.values(),
                        PolicyFault.values(),
                        MailFault.values(),
                        MailServerFault.values(),
                        DaneFault.values(),
                        VantageFault.values(),
                        ServedFault.values())
                .flatMap(Arrays::stream)
                .toList();
    }

    /** The constant's name. */
    String name();

    /** The reason that a checker should give. */
    String reason();

    /** Spoils a domain that is complete. */
    void spoil(Domain domain);

    /** The faulty domain: {@code many-records.test} for {@code MANY_RECORDS}. */
    default String domain() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".test";
    }

    /** Builds the faulty domain in a world. */
    default Domain in(World world) {
        var domain = world.domain(domain()).complete();
        spoil(domain);
        return domain;
    }
}
