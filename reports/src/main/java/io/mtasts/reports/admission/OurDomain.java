package io.mtasts.reports.admission;

import java.util.List;

/**
 * A domain that reports are taken for.
 *
 * @param name in lower case, A-labels
 * @param mxHosts its own mail servers: reports about these are taken as well, as information
 * @param tokens that its address for POST may end in; they stand in DNS and prove nothing
 */
public record OurDomain(String name, List<String> mxHosts, List<String> tokens) {
    public OurDomain {
        mxHosts = List.copyOf(mxHosts);
        tokens = List.copyOf(tokens);
    }
}
