package io.mtasts.observe.net;

import java.net.InetAddress;
import java.util.Optional;

/**
 * What came of talking to one address of a host. {@code via} is set when the connection was led elsewhere
 * ({@code --connect-to}) and says where, for the message.
 */
public record Attempt<T>(InetAddress address, Optional<String> via, T outcome) {}
