package io.mtasts.operator.story;

import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.MxHost;
import io.mtasts.api.v1alpha1.MxTlsCheck;
import io.mtasts.api.v1alpha1.MxTlsState;
import io.mtasts.report.Mark;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A line for each mail server that DNS names, or named until lately. */
final class MailServerLines {
    private static final int WIDEST_HOST = 40;

    private MailServerLines() {}

    static Optional<Section> of(StoryInput gathered) {
        return gathered.status()
                .filter(status -> !status.mx().isEmpty())
                .map(status -> new Section("Mail servers", lines(gathered, status)));
    }

    private static List<Line> lines(StoryInput gathered, MailDomainPolicyStatus status) {
        int widest = Math.min(
                WIDEST_HOST,
                status.mx().stream()
                        .mapToInt(host -> host.host().length())
                        .max()
                        .orElse(0));
        return status.mx().stream()
                .map(host -> new Line(
                        mark(host, gathered, status),
                        "%2s %s  %s%s"
                                .formatted(
                                        host.preference() == null ? "" : host.preference(),
                                        padded(host.host(), widest),
                                        covered(host, status),
                                        tls(host)),
                        Optional.ofNullable(host.message())
                                .filter(message -> host.lastSeen() == null && !gathered.isSaid(message))
                                .orElse("")))
                .toList();
    }

    private static String padded(String host, int width) {
        return host + " ".repeat(Math.max(0, width - host.length()));
    }

    private static String covered(MxHost host, MailDomainPolicyStatus status) {
        if (!PolicyLines.names(status) || host.lastSeen() != null) {
            return "";
        }
        return host.pattern() == null ? "not covered  " : "covered      ";
    }

    private static String tls(MxHost host) {
        if (host.lastSeen() != null) {
            return "no longer in DNS, last there at " + Moment.since(host.lastSeen());
        }
        var state = switch (host.tls()) {
            case VALID -> "TLS valid";
            case INVALID -> "TLS that senders do not accept";
            case UNKNOWN -> "TLS not known";
        };
        var whole = state + dane(host.dane());
        return host.notAfter() == null ? whole : whole + ", certificate until " + Moment.since(host.notAfter());
    }

    private static String dane(@Nullable MxTlsState dane) {
        if (dane == null) {
            return "";
        }
        return switch (dane) {
            case VALID -> ", DANE valid";
            case INVALID -> ", DANE refuses it";
            case UNKNOWN -> ", DANE not known";
        };
    }

    private static Mark mark(MxHost host, StoryInput gathered, MailDomainPolicyStatus status) {
        if (host.lastSeen() != null) {
            return Mark.NONE;
        }
        if ((PolicyLines.names(status) && host.pattern() == null)
                || host.tls() == MxTlsState.INVALID
                || host.dane() == MxTlsState.INVALID) {
            return Mark.ERROR;
        }
        if (host.tls() == MxTlsState.UNKNOWN) {
            return gathered.policy().getSpec().checks().mxTLS() == MxTlsCheck.DISABLED ? Mark.NONE : Mark.UNKNOWN;
        }
        return host.message() == null ? Mark.OK : Mark.WARNING; // that its certificate ends soon, say
    }
}
