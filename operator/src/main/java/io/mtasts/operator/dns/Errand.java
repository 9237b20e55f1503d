package io.mtasts.operator.dns;

import java.util.List;
import java.util.Set;

/**
 * What is to be written at an update server for one policy.
 *
 * @param adopt whether records that others wrote may be replaced
 * @param occasion when it changes, what was given up is taken up again
 */
public record Errand(String server, List<WantedText> texts, boolean adopt, String occasion) {
    public Errand {
        texts = List.copyOf(texts);
    }

    /** The same records, to be taken away. */
    Errand withdrawing() {
        return new Errand(server, texts.stream().map(WantedText::withdraw).toList(), false, occasion);
    }

    /** Is all of it to be taken away? */
    boolean withdraws() {
        return texts.stream().allMatch(WantedText::withdrawn);
    }

    Set<String> names() {
        return Set.copyOf(texts.stream().map(WantedText::name).toList());
    }
}
