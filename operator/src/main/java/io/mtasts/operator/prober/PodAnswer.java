package io.mtasts.operator.prober;

/** What one pod of a policy server answers for a policy host. */
public sealed interface PodAnswer {
    /** The pod's address and port, for messages. */
    String pod();

    /** An HTTP answer; the body one character per byte. */
    record Answered(String pod, int status, String body) implements PodAnswer {}

    /** None; {@code why} says how it failed. */
    record Silent(String pod, String why) implements PodAnswer {}
}
