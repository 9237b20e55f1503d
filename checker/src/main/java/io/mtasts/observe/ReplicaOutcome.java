package io.mtasts.observe;

/** What one replica of a policy server answered when it was asked by its own address. */
public sealed interface ReplicaOutcome {
    /** An HTTP answer; {@code body} has one character per byte and at most 64 KiB, {@code cut} says that there was more. */
    record Answered(int status, String body, boolean cut) implements ReplicaOutcome {}

    /** No answer, and why. */
    record Failed(String detail) implements ReplicaOutcome {}
}
