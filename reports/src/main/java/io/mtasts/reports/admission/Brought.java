package io.mtasts.reports.admission;

import io.mtasts.reports.intake.Door;
import java.util.Optional;

/**
 * Something that somebody brings, as it came: nothing of it has been read.
 *
 * @param content a mail, where the door is one for mail; else a report, JSON or gzip
 * @param source who is held to the pace: an address, or the token of a POST
 * @param about the domain that the way it came speaks of, for reports that name none
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them, and a mail is not copied to be handed on
public record Brought(byte[] content, Door door, String source, Optional<String> about) {}
