package io.mtasts.observe.dns;

import io.mtasts.dane.TlsaRecord;
import java.util.List;

/**
 * The TLSA records of a mail server.
 *
 * @param base the host that they stand for, at {@code _25._tcp.<base>}: what its CNAMEs lead to, or else itself (RFC 7672 section 2.2.3)
 * @param answer with at most {@value #MOST_KEPT} records
 * @param published so many records there are
 * @param addresses of the host, whether they are secure
 * @param validation of the answer
 */
public record TlsaView(
        String base, Answer<TlsaRecord> answer, int published, Validation addresses, Validation validation) {
    /** More than that are not compared. */
    public static final int MOST_KEPT = 64;

    /** Nobody asked. */
    public static final TlsaView NONE =
            new TlsaView("", new Answer.NoData<>(List.of()), 0, Validation.NOT_KNOWN, Validation.NOT_KNOWN);

    /** The name that the records stand at. */
    public String name() {
        return nameAt(base);
    }

    static String nameAt(String base) {
        return "_25._tcp." + base;
    }

    /** Are there records that senders rely on, where the domain's MX records are secure? */
    public boolean isSecure() {
        return addresses == Validation.SECURE && validation == Validation.SECURE && published > 0;
    }
}
