package io.mtasts.lab.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * What an ordinary build does in place of fuzzing: the same few thousand inputs each time, made of the kept ones by damaging them.
 * {@code bench/fuzz} searches.
 */
public final class MutatedInputs {
    /** Executions of a target that {@code bench/fuzz} asks for. */
    public static final long A_MILLION = 1_000_000;

    /** When it gives up before that. */
    public static final String AT_MOST = "30m";

    private static final int INPUTS = 2_000;
    private static final int LONGEST = 8_192;
    private static final byte[] SPECIAL = {
        0,
        '\n',
        '\r',
        '\t',
        ' ',
        '"',
        ',',
        '.',
        ':',
        ';',
        '=',
        '*',
        '-',
        '\\',
        '[',
        '{',
        '}',
        (byte) 0x80,
        (byte) 0xc3,
        (byte) 0xff
    };

    private final Random random = new Random(8461);
    private final List<byte[]> kept;

    private MutatedInputs(List<byte[]> kept) {
        this.kept = kept;
    }

    /**
     * Tries those of the target of that name, whose inputs are kept where Jazzer looks for them.
     *
     * @throws AssertionError with the input, when {@code run} throws
     * @throws UncheckedIOException when the kept inputs cannot be read
     */
    public static void tryEach(Class<?> fuzzTest, String target, Consumer<byte[]> run) {
        var kept = kept(fuzzTest, target);
        if (kept.isEmpty()) {
            throw new AssertionError("there are no kept inputs of " + target);
        }
        var mutated = new MutatedInputs(kept);
        for (int i = 0; i < INPUTS; i++) {
            tried(mutated.next(), run);
        }
    }

    private static void tried(byte[] input, Consumer<byte[]> run) {
        try {
            run.accept(input);
        } catch (Throwable e) {
            throw new AssertionError("with the input " + HexFormat.of().formatHex(input), e);
        }
    }

    private static List<byte[]> kept(Class<?> fuzzTest, String target) {
        var directory = Path.of("src/test/resources", fuzzTest.getName().replace('.', '/') + "Inputs", target);
        try (var files = Files.list(directory)) {
            return files.sorted().map(MutatedInputs::content).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] next() {
        var input = any().clone();
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            input = changed(input);
        }
        return input;
    }

    private byte[] changed(byte[] input) {
        int at = random.nextInt(input.length + 1);
        int length = random.nextInt(Math.min(input.length - at, 64) + 1);
        return switch (random.nextInt(6)) {
            case 0 -> joined(input, at, new byte[] {(byte) random.nextInt(256)}, at + Math.min(1, input.length - at));
            case 1 -> joined(input, at, new byte[] {SPECIAL[random.nextInt(SPECIAL.length)]}, at);
            case 2 -> joined(input, at, new byte[0], at + length);
            case 3 -> joined(input, at, slice(input, at, length), at); // twice
            case 4 -> {
                var other = any();
                int from = random.nextInt(other.length + 1);
                yield joined(input, at, slice(other, from, other.length - from), at + length);
            }
            default -> flipped(input);
        };
    }

    private byte[] flipped(byte[] input) {
        var copy = input.clone();
        if (copy.length > 0) {
            copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }

    private byte[] any() {
        return kept.get(random.nextInt(kept.size()));
    }

    private static byte[] slice(byte[] input, int from, int length) {
        return Arrays.copyOfRange(input, from, from + length);
    }

    /** The head of the input, something else, and the input from {@code rest} on. */
    private static byte[] joined(byte[] input, int head, byte[] middle, int rest) {
        var out = new ByteArrayOutputStream();
        out.write(input, 0, head);
        out.writeBytes(middle);
        out.write(input, rest, input.length - rest);
        var all = out.toByteArray();
        return all.length <= LONGEST ? all : Arrays.copyOf(all, LONGEST);
    }
}
