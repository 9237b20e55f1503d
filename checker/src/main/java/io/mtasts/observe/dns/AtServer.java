package io.mtasts.observe.dns;

/** What one authoritative name server answered; {@code server} is its name. */
public record AtServer<T>(String server, Answer<T> answer) {}
