package io.mtasts.operator.gather;

/** How a domain stands in the line for new certificates. */
public sealed interface CertificateTurn {
    /** Nothing holds it up: it is its turn, or it needs none. */
    CertificateTurn FREE = new Free();

    /** Nothing holds it up. */
    record Free() implements CertificateTurn {}

    /**
     * It waits.
     *
     * @param ahead how many stand before it, all in all or of its namespace, as the bound says
     */
    record Queued(Bound bound, int ahead) implements CertificateTurn {
        public String message(String host) {
            return "The certificate for %s is waiting its turn: %s, and %s. You do not need to do anything: the oldest goes first."
                    .formatted(host, bound, before());
        }

        /** In coarse steps: a line that moves is not to be written into every status that stands in it. */
        private String before() {
            var whose = bound.ofNamespace() ? " of this namespace" : "";
            if (ahead == 0) {
                return "it is next in line" + whose;
            }
            int step = 1;
            while (step < ahead) {
                step = Integer.toString(step).startsWith("2") ? step / 2 * 5 : step * 2;
            }
            return "at most %d%s %s ahead of it".formatted(step, whose, step == 1 ? "is" : "are");
        }
    }

    /**
     * What cannot be passed.
     *
     * @param most how many
     * @param ofNamespace whether for one namespace, and not for all together
     */
    record Bound(Kind kind, int most, boolean ofNamespace) {
        @Override
        public String toString() {
            var certificates = (most == 1 ? "certificate" : "certificates") + (ofNamespace ? " of one namespace" : "");
            var half = ofNamespace ? "half of " : "";
            return switch (kind) {
                case PENDING ->
                    "at most %d %s may be pending at a time (%s--certificates-max-pending)"
                            .formatted(most, certificates, half);
                case PER_HOUR ->
                    "at most %d %s may be requested in an hour (%s--certificates-new-per-hour)"
                            .formatted(most, certificates, half);
            };
        }
    }

    /** The two limits. */
    enum Kind {
        /** Certificates waited for at the same time. */
        PENDING,
        /** Certificates asked for in an hour. */
        PER_HOUR
    }
}
