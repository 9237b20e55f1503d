package io.mtasts.observe.smtp;

import io.mtasts.observe.net.NoContact;
import io.mtasts.observe.tls.CertificateProblem;
import io.mtasts.observe.tls.CertificateView;
import io.mtasts.observe.tls.Peculiarity;
import io.mtasts.observe.tls.SendingStack;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What came of asking one address of a mail server for STARTTLS (RFC 8461 section 4.2, RFC 3207). */
public sealed interface MxOutcome {
    /** Those that it shows, of both kinds of keys, whatever is made of them; none where it did not come to that. */
    default Stream<CertificateView> certificates() {
        return Stream.empty();
    }

    /** The same without the certificates themselves. */
    default MxOutcome withoutChains() {
        return this;
    }

    /** The address may not be contacted; {@code why} names the rule. */
    record NotContacted(String why) implements MxOutcome {}

    /** The conversation did not get as far as TLS, for want of a connection, of an answer, or of SMTP. */
    record NoConversation(NoContact kind, String detail) implements MxOutcome {}

    /**
     * It speaks SMTP, and turned us away before its TLS could be seen: what other senders meet there is not known.
     *
     * @param answered what it answered so
     * @param reply code and words of the reply, made safe to show
     */
    record RefusesUs(Answered answered, String reply) implements MxOutcome {
        /** Does the reply ask to come again later (4xx, RFC 5321 section 4.2.1)? */
        public boolean forNow() {
            return reply.startsWith("4");
        }
    }

    /** EHLO is answered without STARTTLS, or is not known at all: 500 or 502. */
    record StartTLSMissing(String detail) implements MxOutcome {}

    /** STARTTLS was offered, and then refused or broken off. */
    record StartTLSFailed(String detail) implements MxOutcome {}

    /** Only a TLS older than 1.2 could be agreed on. */
    record TLSTooOld(String detail) implements MxOutcome {}

    /** The certificate is not one that a sender accepts. */
    record CertificateRejected(CertificateProblem problem, String detail, Optional<CertificateView> certificate)
            implements MxOutcome {
        @Override
        public Stream<CertificateView> certificates() {
            return certificate.stream();
        }

        @Override
        public MxOutcome withoutChains() {
            return new CertificateRejected(problem, detail, certificate.map(CertificateView::withoutChain));
        }
    }

    /**
     * A sender would deliver here.
     *
     * @param peculiarities for which some senders would not
     * @param nothingInCommon libraries that offer no suite or group that it agrees on
     * @param other its certificate of another kind of key, where it has been seen to have one
     */
    record Accepted(
            String protocol,
            CertificateView certificate,
            Set<Peculiarity> peculiarities,
            List<SendingStack> nothingInCommon,
            Optional<OtherCertificate> other)
            implements MxOutcome {
        public Accepted {
            peculiarities = Set.copyOf(peculiarities);
            nothingInCommon = List.copyOf(nothingInCommon);
        }

        public Accepted(String protocol, CertificateView certificate, Set<Peculiarity> peculiarities) {
            this(protocol, certificate, peculiarities, List.of(), Optional.empty());
        }

        /** One that every sender takes. */
        public Accepted(String protocol, CertificateView certificate) {
            this(protocol, certificate, Set.of());
        }

        @Override
        public MxOutcome withoutChains() {
            return new Accepted(
                    protocol,
                    certificate.withoutChain(),
                    peculiarities,
                    nothingInCommon,
                    other.map(OtherCertificate::withoutChain));
        }

        /** The same server, of which these libraries have been seen to get nothing that they offer. */
        Accepted butNotBy(List<SendingStack> stacks) {
            return stacks.isEmpty()
                    ? this
                    : new Accepted(protocol, certificate, and(Peculiarity.NOTHING_IN_COMMON), stacks, other);
        }

        /** The same server, which closes the connection on a large hello. */
        Accepted butNoLargeHello() {
            return new Accepted(protocol, certificate, and(Peculiarity.LARGE_HELLO_CLOSED), nothingInCommon, other);
        }

        /** The same server, which has this certificate as well. */
        public Accepted with(OtherCertificate certificateToo) {
            return new Accepted(protocol, certificate, peculiarities, nothingInCommon, Optional.of(certificateToo));
        }

        /** The one that is accepted, and the other, where it has been seen to have one. */
        @Override
        public Stream<CertificateView> certificates() {
            return Stream.concat(Stream.of(certificate), other.map(OtherCertificate::certificate).stream());
        }

        private Set<Peculiarity> and(Peculiarity met) {
            var all = EnumSet.of(met);
            all.addAll(peculiarities);
            return all;
        }

        /** The libraries whose senders do not deliver here for what is peculiar in this way. */
        public List<SendingStack> refusing(Peculiarity met) {
            return met == Peculiarity.NOTHING_IN_COMMON
                    ? nothingInCommon
                    : SendingStack.refusing(Set.of(met)).stream()
                            .filter(stack -> met(stack).contains(met))
                            .toList();
        }

        /** What this library meets: of the certificate that it is shown, and of the server. */
        private Set<Peculiarity> met(SendingStack stack) {
            return other.filter(one -> one.metBy().contains(stack))
                    .map(one -> {
                        var all = EnumSet.noneOf(Peculiarity.class);
                        all.addAll(one.peculiarities());
                        peculiarities.stream().filter(Peculiarity::isOfServer).forEach(all::add);
                        return (Set<Peculiarity>) all;
                    })
                    .orElse(peculiarities);
        }

        /** The libraries whose senders are shown its other certificate, and refuse it. */
        public List<SendingStack> refusingOther() {
            return other.filter(one -> one.problem().isPresent())
                    .map(OtherCertificate::metBy)
                    .orElse(List.of());
        }

        /** Is there no library left that takes it as it is? */
        public boolean refusedByAll() {
            return refusing().size() == SendingStack.all().size();
        }

        /** All of those. */
        public List<SendingStack> refusing() {
            return SendingStack.all().stream()
                    .filter(stack -> refusingOther().contains(stack)
                            || Arrays.stream(Peculiarity.values())
                                    .anyMatch(met -> refusing(met).contains(stack)))
                    .toList();
        }
    }

    /** What a mail server answers to. */
    sealed interface Answered {
        /** The connection: its reply is the greeting. */
        record Connection() implements Answered {}

        /** EHLO with the name, or the address, that we go by. */
        record Ehlo(String name) implements Answered {}

        /** STARTTLS, which it had offered. */
        record StartTls() implements Answered {}
    }
}
