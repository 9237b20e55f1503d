package io.mtasts.fuzz;

import io.mtasts.lab.fuzz.MutatedInputs;
import java.util.function.Consumer;
import org.junit.jupiter.api.DynamicTest;

/** What an ordinary build does in place of fuzzing. {@code bench/fuzz} searches. */
public final class Mutations {
    /** Executions of a target that {@code bench/fuzz} asks for. */
    public static final long A_MILLION = MutatedInputs.A_MILLION;

    /** When it gives up before that. */
    public static final String AT_MOST = MutatedInputs.AT_MOST;

    private Mutations() {}

    /** Of the target of that name, whose inputs are kept where Jazzer looks for them. */
    public static DynamicTest test(Class<?> fuzzTest, String target, Consumer<byte[]> run) {
        return DynamicTest.dynamicTest(target, () -> MutatedInputs.tryEach(fuzzTest, target, run));
    }
}
