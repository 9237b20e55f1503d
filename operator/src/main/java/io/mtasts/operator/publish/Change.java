package io.mtasts.operator.publish;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/** What has to be done at a name server so that a record stands there as it is wanted, or no more. Decided without a network. */
sealed interface Change {
    /** Nothing. */
    record InPlace() implements Change {}

    /** It is left alone: somebody else wrote these, and nobody said that they may be replaced. */
    record Foreign(List<String> found) implements Change {
        public Foreign {
            found = List.copyOf(found);
        }
    }

    /**
     * Some records for others, if the server has exactly what it was seen to have.
     *
     * @param replaces texts that others see until then
     */
    record Edit(Name name, HeldTexts held, List<Record> remove, Optional<Record> add, List<String> replaces)
            implements Change {
        public Edit {
            remove = List.copyOf(remove);
            replaces = List.copyOf(replaces);
        }

        /** RFC 2136 section 2.4.2, or 2.4.3 where there was nothing: should anybody have been quicker, nothing is changed. */
        Update in(Name zone) {
            var update = new Update(zone);
            if (held.records().isEmpty()) {
                update.absent(name, Type.TXT);
            }
            held.records().forEach(there -> update.present(bare(there)));
            held.alias().ifPresentOrElse(there -> update.present(bare(there)), () -> update.absent(name, Type.CNAME));
            remove.forEach(update::delete);
            add.ifPresent(update::add);
            return update;
        }
    }

    /** In a prerequisite the time to live has to be 0. */
    private static Record bare(Record there) {
        return Record.newRecord(there.getName(), there.getType(), there.getDClass(), 0, there.rdataToWireCanonical());
    }

    /**
     * So that this text stands there.
     *
     * @param adopt whether what others wrote may be replaced
     */
    static Change toPublish(WantedText wanted, Name name, HeldTexts held, boolean adopt) {
        if (held.alias().isPresent()) {
            var target = "a CNAME for " + held.alias().get().getTarget().toString(true);
            return adopt
                    ? new Edit(
                            name, held, List.of(held.alias().get()), Optional.of(record(wanted, name)), List.of(target))
                    : new Foreign(List.of(target));
        }
        var others = held.candidates(wanted.kind()).stream()
                .filter(found -> !wanted.is(HeldTexts.text(found)))
                .toList();
        var there = held.candidates(wanted.kind()).stream()
                .filter(found -> wanted.is(HeldTexts.text(found)))
                .findFirst();
        var foreign = others.stream()
                .map(HeldTexts::text)
                .filter(text -> !wanted.isOurs(text))
                .toList();
        if (!foreign.isEmpty() && !adopt) {
            return new Foreign(foreign);
        }
        if (others.isEmpty()
                && there.filter(one -> one.getTTL() == wanted.ttlSeconds()).isPresent()) {
            return new InPlace();
        }
        var remove = new ArrayList<Record>(others);
        there.ifPresent(remove::add); // with its own time to live, and perhaps in other words
        return new Edit(
                name,
                held,
                remove,
                Optional.of(record(wanted, name)),
                others.stream().map(HeldTexts::text).toList());
    }

    /** So that nothing of ours stands there any more. What others wrote stays. */
    static Change toWithdraw(WantedText wanted, Name name, HeldTexts held) {
        List<Record> ours = new ArrayList<>(held.candidates(wanted.kind()).stream()
                .filter(found -> wanted.isOurs(HeldTexts.text(found)))
                .toList());
        return held.alias().isPresent() || ours.isEmpty()
                ? new InPlace()
                : new Edit(name, held, ours, Optional.empty(), List.of());
    }

    private static Record record(WantedText wanted, Name name) {
        var bytes = wanted.text().getBytes(StandardCharsets.ISO_8859_1);
        var wire = new ByteArrayOutputStream();
        for (int at = 0; at < bytes.length; at += 255) {
            var string = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 255));
            wire.write(string.length);
            wire.writeBytes(string);
        }
        return Record.newRecord(name, Type.TXT, DClass.IN, wanted.ttlSeconds(), wire.toByteArray());
    }
}
