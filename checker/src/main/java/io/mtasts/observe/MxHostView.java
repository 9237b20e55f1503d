package io.mtasts.observe;

import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.dns.TlsaView;
import io.mtasts.observe.net.Attempt;
import io.mtasts.observe.smtp.MxOutcome;
import java.net.InetAddress;
import java.util.List;

/**
 * One mail server of the domain, at its lowest preference. {@code attempts} is empty when it was not probed: probing is off, its
 * name does not resolve, or there are more hosts than are probed.
 */
public record MxHostView(
        String host,
        int preference,
        Answer<InetAddress> addresses,
        List<Attempt<MxOutcome>> attempts,
        boolean probed,
        TlsaView tlsa) {
    /** Where nobody asked for TLSA records. */
    public MxHostView(
            String host,
            int preference,
            Answer<InetAddress> addresses,
            List<Attempt<MxOutcome>> attempts,
            boolean probed) {
        this(host, preference, addresses, attempts, probed, TlsaView.NONE);
    }

    public MxHostView {
        attempts = List.copyOf(attempts);
    }
}
