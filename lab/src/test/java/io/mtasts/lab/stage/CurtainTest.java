package io.mtasts.lab.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurtainTest {
    private final Curtain curtain = new Curtain();
    private final List<String> ended = new ArrayList<>();

    @Test
    void endsAllInReverseOrderOnceWhateverFails() {
        opened(() -> ended.add("world"));
        opened(() -> {
            throw new IllegalStateException("stuck");
        });
        opened(() -> ended.add("operator"));
        assertThatThrownBy(curtain::close).hasMessage("Not everything could be ended");
        assertThat(ended).containsExactly("operator", "world");
        curtain.close();
        assertThat(ended).hasSize(2);
    }

    @Test
    void nothingIsStartedOnceItIsClosed() {
        curtain.close();
        assertThatThrownBy(() -> opened(() -> {})).isInstanceOf(RunFailed.class);
    }

    private void opened(AutoCloseable thing) {
        curtain.open(() -> thing);
    }
}
