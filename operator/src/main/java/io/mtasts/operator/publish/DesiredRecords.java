package io.mtasts.operator.publish;

import io.mtasts.api.v1alpha1.MailDomainPolicy;
import java.util.List;
import java.util.Set;

/**
 * What is to be written at an update server for one policy.
 *
 * @param owner whose records they are
 * @param adopt whether records that others wrote may be replaced
 * @param occasion when it changes, what was given up is taken up again
 */
public record DesiredRecords(Owner owner, String server, List<WantedText> texts, boolean adopt, String occasion) {
    /**
     * The MailDomainPolicy that wants it.
     *
     * @param domain its mail domain
     */
    public record Owner(String namespace, String name, String domain) {
        static Owner of(MailDomainPolicy policy) {
            return new Owner(
                    policy.getMetadata().getNamespace(),
                    policy.getMetadata().getName(),
                    policy.getSpec().domain());
        }
    }

    public DesiredRecords {
        texts = List.copyOf(texts);
    }

    /** The same records, to be taken away. */
    DesiredRecords withdrawing() {
        return new DesiredRecords(
                owner, server, texts.stream().map(WantedText::withdraw).toList(), false, occasion);
    }

    /** Is all of it to be taken away? */
    boolean withdraws() {
        return texts.stream().allMatch(WantedText::withdrawn);
    }

    Set<String> names() {
        return Set.copyOf(texts.stream().map(WantedText::name).toList());
    }
}
