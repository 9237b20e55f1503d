package io.mtasts.operator.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** What is done at a name server, by what it has: without a network. */
class ChangeTest {
    private static final Name NAME = Name.fromConstantString("_mta-sts.example.com.");
    private static final Name ZONE = Name.fromConstantString("example.com.");
    private static final WantedText WANTED = new WantedText(
            "_mta-sts.example.com", RecordKind.MTA_STS, "v=STSv1; id=new;", 300, Set.of("v=STSv1; id=old;"), false);

    @ParameterizedTest(name = "{0} (adopt {1}): {2}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // there, several by "+"                   | adopt | what is done
                "-                                         | false | add v=STSv1; id=new;",
                "v=STSv1; id=new;                          | false | nothing",
                "v=STSv1; id=old;                          | false | remove v=STSv1; id=old;, add v=STSv1; id=new;",
                "v=STSv1;id=old                            | false | remove"
                        + " v=STSv1;id=old, add v=STSv1; id=new;", // ours in a person's words
                "v=STSv1;id=new                            | false | nothing",
                "v=STSv1; id=20240101;                     | false | foreign v=STSv1; id=20240101;",
                "v=STSv1; id=20240101;                     | true  | remove v=STSv1; id=20240101;, add v=STSv1;"
                        + " id=new;",
                "v=STSv1; id=new;+v=STSv1; id=20240101;    | false | foreign v=STSv1; id=20240101;",
                "v=STSv1; id=new;+v=STSv1; id=old;         | false | remove v=STSv1; id=old;, remove v=STSv1; id=new;,"
                        + " add v=STSv1; id=new;",
                "site-verification=1                       | false | add v=STSv1; id=new;", // not one that senders look
                // at
                "site-verification=1+v=STSv1; id=old;      | false | remove v=STSv1; id=old;, add v=STSv1; id=new;",
                "v=STSv1; id=;                             | false | foreign v=STSv1; id=;",
            })
    void publishing(String there, boolean adopt, String done) {
        assertThat(words(Change.toPublish(WANTED, NAME, held(there), adopt))).isEqualTo(done);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-                                         | nothing",
                "v=STSv1; id=new;                          | remove v=STSv1; id=new;",
                "v=STSv1; id=old;                          | remove v=STSv1; id=old;",
                "v=STSv1; id=20240101;                     | nothing", // somebody else's stays
                "v=STSv1; id=new;+site-verification=1      | remove v=STSv1; id=new;",
            })
    void withdrawing(String there, String done) {
        assertThat(words(Change.toWithdraw(WANTED, NAME, held(there)))).isEqualTo(done);
    }

    @Test
    void anAliasIsForeignToo() {
        var alias = new HeldTexts(
                List.of(),
                Optional.of(new CNAMERecord(NAME, DClass.IN, 300, Name.fromConstantString("_mta-sts.provider.test."))));

        assertThat(words(Change.toPublish(WANTED, NAME, alias, false)))
                .isEqualTo("foreign a CNAME for _mta-sts.provider.test");
        assertThat(words(Change.toPublish(WANTED, NAME, alias, true)))
                .isEqualTo("remove _mta-sts.provider.test., add v=STSv1; id=new;");
        assertThat(words(Change.toWithdraw(WANTED, NAME, alias))).isEqualTo("nothing");
    }

    @Test
    void anotherTimeToLiveIsSet() {
        var slow = new HeldTexts(List.of(new TXTRecord(NAME, DClass.IN, 86_400, "v=STSv1; id=new;")), Optional.empty());

        assertThat(words(Change.toPublish(WANTED, NAME, slow, false)))
                .isEqualTo("remove v=STSv1; id=new;, add v=STSv1; id=new;");
    }

    /** RFC 2136 section 2.4: whoever was quicker makes the whole update void. */
    @Test
    void theServerMustStillHaveWhatWasSeen() {
        var nothing = (Change.Edit) Change.toPublish(WANTED, NAME, HeldTexts.NOTHING, false);
        assertThat(prerequisites(nothing)).containsExactly("TXT NONE", "CNAME NONE");

        var there = (Change.Edit) Change.toPublish(WANTED, NAME, held("site-verification=1+v=STSv1; id=old;"), false);
        assertThat(prerequisites(there))
                .containsExactly("TXT IN site-verification=1", "TXT IN \"v=STSv1; id=old;\"", "CNAME NONE");
    }

    @Test
    void aLongTextIsSeveralStrings() {
        var rua = "v=TLSRPTv1; rua=" + "mailto:tls@example.com,".repeat(20) + "mailto:last@example.com";
        var wanted = new WantedText("_smtp._tls.example.com", RecordKind.TLS_REPORTING, rua, 300, Set.of(), false);

        var edit = (Change.Edit) Change.toPublish(wanted, NAME, HeldTexts.NOTHING, false);

        var record = (TXTRecord) edit.add().orElseThrow();
        assertThat(record.getStringsAsByteArrays()).hasSize(2).allMatch(string -> string.length <= 255);
        assertThat(HeldTexts.text(record)).isEqualTo(rua);
    }

    private static HeldTexts held(String there) {
        return there == null
                ? HeldTexts.NOTHING
                : new HeldTexts(
                        Arrays.stream(there.split("\\+"))
                                .map(text -> new TXTRecord(NAME, DClass.IN, 300, text))
                                .toList(),
                        Optional.empty());
    }

    private static String words(Change change) {
        return switch (change) {
            case Change.InPlace() -> "nothing";
            case Change.Foreign(var found) -> "foreign " + String.join(", ", found);
            case Change.Edit edit -> {
                var words = edit.remove().stream()
                        .map(record -> "remove " + text(record))
                        .collect(Collectors.toList());
                edit.add().ifPresent(record -> words.add("add " + text(record)));
                yield String.join(", ", words);
            }
        };
    }

    private static String text(Record record) {
        return record instanceof TXTRecord txt ? HeldTexts.text(txt) : record.rdataToString();
    }

    private static List<String> prerequisites(Change.Edit edit) {
        return edit.in(ZONE).getSection(Section.PREREQ).stream()
                .map(record -> "%s %s %s"
                        .formatted(
                                Type.string(record.getType()),
                                DClass.string(record.getDClass()),
                                record.rdataToString())
                        .trim())
                .toList();
    }
}
