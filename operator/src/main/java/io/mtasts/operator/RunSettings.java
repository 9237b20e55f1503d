package io.mtasts.operator;

import io.mtasts.observe.ObserverSettings;

/**
 * All that {@code run} is told.
 *
 * @param network from where and how domains are looked at
 * @param operator what holds for all resources
 */
public record RunSettings(ObserverSettings network, OperatorSettings operator) {}
