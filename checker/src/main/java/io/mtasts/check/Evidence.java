package io.mtasts.check;

import io.mtasts.observe.PublicView;
import java.time.Instant;

/** What a check judges: the view, what was expected of it, and the time at which it is judged. */
public record Evidence(PublicView view, Expectation expectation, Instant now) {}
