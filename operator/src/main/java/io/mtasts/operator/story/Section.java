package io.mtasts.operator.story;

import java.util.List;

/**
 * Lines on one matter.
 *
 * @param subject what it is about, or empty
 */
record Section(String title, String subject, List<Line> lines) {
    Section {
        lines = List.copyOf(lines);
    }

    Section(String title, List<Line> lines) {
        this(title, "", lines);
    }
}
