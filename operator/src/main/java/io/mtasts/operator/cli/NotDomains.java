package io.mtasts.operator.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Where domains are asked for, something else was written. The message says it all: no help on flags is wanted. */
final class NotDomains extends ParameterException {
    NotDomains(CommandLine line, String message) {
        super(line, message);
    }
}
