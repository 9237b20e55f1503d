package io.mtasts.lab.dns;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TSIGRecord;

/**
 * What makes a name server one that takes dynamic updates (RFC 2136): from whoever knows the key (RFC 8945). It signs what it answers to
 * whoever signs.
 */
public final class Updates {
    private final Function<Name, Optional<Zone>> zones;
    private final AtomicInteger made = new AtomicInteger();
    private volatile TSIG key;
    private volatile Optional<UpdateFault> fault = Optional.empty();

    Updates(Function<Name, Optional<Zone>> zones, TSIG key) {
        this.zones = zones;
        this.key = key;
    }

    /** The key from now on: its name without a final dot, {@code hmac-sha256} for example, and the secret in base64. */
    public void key(String name, String algorithm, String secret) {
        key = new TSIG(algorithm, name, secret);
    }

    /** Fails at every update from now on. */
    public void fail(UpdateFault how) {
        fault = Optional.of(how);
    }

    /** Takes updates as it should from now on. */
    public void recover() {
        fault = Optional.empty();
    }

    /** How many updates have changed something. */
    public int made() {
        return made.get();
    }

    /** Is that a matter of keys? */
    boolean concern(Message query) {
        return query.getTSIG() != null || query.getHeader().getOpcode() == Opcode.UPDATE;
    }

    /**
     * @param wire the bytes of the query, which are what is signed
     * @param answered what is answered to whoever does not sign
     */
    Optional<byte[]> reply(Message query, byte[] wire, Function<Message, Optional<byte[]>> answered) {
        var signed = query.getTSIG();
        if (signed == null) {
            return Optional.of(response(query, Rcode.REFUSED).toWire());
        }
        int verdict = verdict(query, wire, signed);
        if (verdict != Rcode.NOERROR) {
            return Optional.of(unsigned(query, signed, verdict));
        }
        if (query.getHeader().getOpcode() != Opcode.UPDATE) {
            return answered.apply(query).map(bytes -> signed(bytes, signed));
        }
        var how = fault;
        if (how.filter(UpdateFault.REFUSES::equals).isPresent()) {
            return Optional.of(signed(response(query, Rcode.REFUSED), signed));
        }
        int rcode = how.filter(UpdateFault.LIES::equals).isPresent() ? Rcode.NOERROR : change(query);
        return switch (how.orElse(UpdateFault.LIES)) {
            case SILENT -> Optional.empty();
            case UNSIGNED -> Optional.of(response(query, rcode).toWire());
            case REFUSES, LIES -> Optional.of(signed(response(query, rcode), signed));
        };
    }

    private int change(Message update) {
        var zone = update.getSection(Section.ZONE).getFirst().getName();
        var served = zones.apply(Zone.name(zone.toString()))
                .filter(found -> found.origin().equals(Zone.name(zone.toString())));
        if (served.isEmpty()) {
            return Rcode.NOTAUTH;
        }
        int rcode = ZoneUpdate.apply(served.get(), update);
        if (rcode == Rcode.NOERROR) {
            made.incrementAndGet();
        }
        return rcode;
    }

    private int verdict(Message query, byte[] wire, TSIGRecord signed) {
        var verified = key.verify(query, wire, null);
        return verified == Rcode.BADSIG && !known(signed) ? Rcode.BADKEY : verified;
    }

    private boolean known(TSIGRecord signed) {
        var ours = key.generate(new Message(), new byte[0], Rcode.NOERROR, null);
        return ours.getName().equals(signed.getName()) && ours.getAlgorithm().equals(signed.getAlgorithm());
    }

    private byte[] signed(Message response, TSIGRecord query) {
        key.apply(response, query);
        return response.toWire();
    }

    /** A server that answers with garbage does so here too. */
    private byte[] signed(byte[] answer, TSIGRecord query) {
        try {
            return signed(new Message(answer), query);
        } catch (IOException garbage) {
            return answer;
        }
    }

    /** What is wrong with a signature is said in one that is empty (RFC 8945 section 5.3.2). */
    private static byte[] unsigned(Message query, TSIGRecord signed, int error) {
        var response = response(query, Rcode.NOTAUTH);
        response.addRecord(
                new TSIGRecord(
                        signed.getName(),
                        signed.getDClass(),
                        0,
                        signed.getAlgorithm(),
                        signed.getTimeSigned(),
                        signed.getFudge(),
                        new byte[0],
                        query.getHeader().getID(),
                        error,
                        new byte[0]),
                Section.ADDITIONAL);
        return response.toWire();
    }

    private static Message response(Message query, int rcode) {
        var response = new Message(query.getHeader().getID());
        response.getHeader().setFlag(Flags.QR);
        response.getHeader().setOpcode(query.getHeader().getOpcode());
        response.getHeader().setRcode(rcode);
        response.addRecord(query.getQuestion(), Section.QUESTION);
        return response;
    }
}
