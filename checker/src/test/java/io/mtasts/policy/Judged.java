package io.mtasts.policy;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds of every text that was parsed. */
public final class Judged {
    private Judged() {}

    public static void holds(Parsed<?> parsed) {
        assertThat(parsed.valid())
                .isEqualTo(parsed.remarks().stream().noneMatch(r -> r.severity() == Remark.Severity.ERROR));
        for (var remark : parsed.remarks()) {
            assertThat(remark.seen()).hasSizeLessThanOrEqualTo(Excerpt.LIMIT);
            assertThat(remark.message()).hasSizeBetween(1, 600);
            assertThat(remark.message().chars().allMatch(c -> c >= ' ' && c <= '~'))
                    .as(remark.message())
                    .isTrue();
        }
    }
}
