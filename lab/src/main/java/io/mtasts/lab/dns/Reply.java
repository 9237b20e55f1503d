package io.mtasts.lab.dns;

import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/**
 * What is to be said to one question, before it is fitted into a message.
 *
 * @param validated whether to say that DNSSEC vouches for it, to those who ask
 * @param why it is a failure, for those who ask with EDNS
 */
record Reply(
        int rcode,
        boolean authoritative,
        boolean validated,
        List<Record> answer,
        List<Record> authority,
        List<Record> additional,
        List<Why> why) {
    private static final int PAYLOAD = 1232;
    private static final int WITHOUT_EDNS = 512;
    private static final int LARGEST = 65_535;
    /** The smallest record has 12 bytes. */
    private static final int MOST_IN_A_DATAGRAM = PAYLOAD / 12;

    Reply {
        answer = List.copyOf(answer);
        authority = List.copyOf(authority);
        additional = List.copyOf(additional);
        why = List.copyOf(why);
    }

    static Reply failure(int rcode) {
        return new Reply(rcode, false, false, List.of(), List.of(), List.of(), List.of());
    }

    Reply because(List<Why> why) {
        return new Reply(rcode, authoritative, validated, answer, authority, additional, why);
    }

    static Reply found(List<Record> answer) {
        return new Reply(Rcode.NOERROR, true, false, answer, List.of(), List.of(), List.of());
    }

    static Reply nothing(int rcode, List<Record> aliases, Record soa) {
        return new Reply(rcode, true, false, aliases, List.of(soa), List.of(), List.of());
    }

    static Reply referral(List<Record> nameServers, List<Record> glue) {
        return new Reply(Rcode.NOERROR, false, false, List.of(), nameServers, glue, List.of());
    }

    /** The same after a chain of aliases. */
    Reply behind(List<Record> aliases) {
        var all = new ArrayList<>(aliases);
        all.addAll(answer);
        return new Reply(rcode, authoritative, false, all, authority, additional, why);
    }

    Reply validated(boolean yes) {
        return new Reply(rcode, authoritative, yes, answer, authority, additional, why);
    }

    /** As it goes over UDP: within what the client can take, or truncated (RFC 6891 section 6.2.5). */
    byte[] datagram(Message query, boolean recursive) {
        if (answer.size() > MOST_IN_A_DATAGRAM) {
            return truncated(query, recursive);
        }
        var opt = query.getOPT();
        int most = opt == null ? WITHOUT_EDNS : Math.max(WITHOUT_EDNS, opt.getPayloadSize());
        return message(query, recursive, answer).toWire(Math.min(most, PAYLOAD));
    }

    /** An empty answer that says: ask again over TCP. */
    byte[] truncated(Message query, boolean recursive) {
        var message = message(query, recursive, List.of());
        message.getHeader().setFlag(Flags.TC);
        return message.toWire();
    }

    /** As it goes over TCP: all of it, or as many records as fit into 64 KiB, marked as truncated. */
    byte[] stream(Message query, boolean recursive) {
        int count = answer.size();
        var wire = message(query, recursive, answer).toWire();
        while (wire.length > LARGEST && count > 0) {
            count = (int) ((long) count * LARGEST / wire.length) - 1;
            var message = message(query, recursive, answer.subList(0, count));
            message.getHeader().setFlag(Flags.TC);
            wire = message.toWire();
        }
        return wire;
    }

    private Message message(Message query, boolean recursive, List<Record> answers) {
        var message = new Message(query.getHeader().getID());
        var header = message.getHeader();
        header.setFlag(Flags.QR);
        header.setRcode(rcode);
        if (query.getHeader().getFlag(Flags.RD)) {
            header.setFlag(Flags.RD);
        }
        if (recursive) {
            header.setFlag(Flags.RA);
        } else if (authoritative) {
            header.setFlag(Flags.AA);
        }
        if (validated && query.getHeader().getFlag(Flags.AD)) {
            header.setFlag(Flags.AD);
        }
        var question = query.getQuestion();
        if (question != null) {
            message.addRecord(question, Section.QUESTION);
        }
        answers.forEach(record -> message.addRecord(record, Section.ANSWER));
        authority.forEach(record -> message.addRecord(record, Section.AUTHORITY));
        additional.forEach(record -> message.addRecord(record, Section.ADDITIONAL));
        if (query.getOPT() != null) {
            var options = why.stream().map(Why::option).toList();
            message.addRecord(new OPTRecord(PAYLOAD, 0, 0, 0, options), Section.ADDITIONAL);
        }
        return message;
    }
}
