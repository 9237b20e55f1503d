package io.mtasts.reports.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.reports.file.ComeUpon.AReport;
import io.mtasts.reports.file.ComeUpon.NotRead;
import io.mtasts.reports.file.ComeUpon.PassedOver;
import io.mtasts.reports.mail.MailLimits;
import io.mtasts.tlsrpt.TlsReport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files, archives and directories as people have them, and as nobody should. */
class ReportFilesTest {
    private static final Path SAMPLES = Path.of("src/test/resources/io/mtasts/reports/file/samples");
    private static final FileLimits FEW = new FileLimits(5, 3, 2, 50_000, new MailLimits(20_000, 100, 1_000, 4, 10, 5));
    private static final String JSON = """
        {"organization-name":"Ferry","date-range":{"start-datetime":"2026-11-29T00:00:00Z",\
        "end-datetime":"2026-11-29T23:59:59Z"},"contact-info":"a","report-id":"%s","policies":[]}\
        """;
    private static final String MAIL =
            "From: a@ferry.example\nTLS-Report-Submitter: ferry.example\nContent-Type: application/tlsrpt+json\n\n";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "attachment.b64 | AReport attachment.b64: this is base64, as used for e-mail attachments, and was"
                        + " decoded first",
                "twice.gz.gz | AReport twice.gz.gz: this is compressed with gzip twice: decompress it once, for"
                        + " example with gunzip",
                "dmarc.xml | AReport dmarc.xml: this is a DMARC report (XML), not a TLS report",
                "one.zip | AReport one.zip, r.json: valid",
            })
    void readsOne(String file, String found) {
        assertThat(read(SAMPLES.resolve(file))).containsExactly(found);
    }

    @Test
    void readsEveryMailOfAMailbox() {
        var ulabels =
                ": line 1, character 320, \"b\\xFCcher.example\": policies/0/policy/policy-domain must be a name with"
                        + " A-labels (xn--...), and is read as that";
        assertThat(read(SAMPLES.resolve("twice-to-two-addresses.mbox")))
                .containsExactly(
                        "AReport twice-to-two-addresses.mbox, message 1" + ulabels,
                        "AReport twice-to-two-addresses.mbox, message 2: valid",
                        "AReport twice-to-two-addresses.mbox, message 3: valid",
                        "AReport twice-to-two-addresses.mbox, message 4" + ulabels,
                        "AReport twice-to-two-addresses.mbox, message 5: valid",
                        "AReport twice-to-two-addresses.mbox, message 6: valid");
    }

    @Test
    void handsOnWhatItIsMadeOf() {
        var found = new ArrayList<ComeUpon>();
        new ReportFiles(FEW, found::add).read("mail", in(MAIL + json("7")));

        assertThat(found).singleElement().isInstanceOfSatisfying(AReport.class, report -> {
            assertThat(text(report.raw())).isEqualTo(json("7"));
            assertThat(report.mail())
                    .hasValueSatisfying(mail -> assertThat(text(mail)).isEqualTo(MAIL + json("7")));
            assertThat(report.parsed().value().flatMap(TlsReport::reportId)).contains("7");
        });
    }

    @Test
    void readsADirectoryByNameAndPassesOverWhatIsNone() throws IOException {
        write("b.json", json("b"));
        write("a.json.gz", gzip(bytes(json("a"))));
        write("deeper/still/c.eml", MAIL + json("c"));
        write("z.txt", "The harbour is closed.\n");
        write("y.eml", "From: a@b.example\nSubject: hello\n\nhello\n");
        write("zz.xml", "<?xml version=\"1.0\"?>\n<feedback/>");
        write("x.json", "{\"a\": 1}");

        assertThat(read(directory, FileLimits.USUAL))
                .containsExactly(
                        "AReport a.json.gz: valid",
                        "AReport b.json: valid",
                        "AReport deeper/still/c.eml: valid",
                        "AReport x.json: line 1, character 8: date-range is missing",
                        "PassedOver y.eml: the mail has no TLS report: it should have a part of type"
                                + " application/tlsrpt+gzip or application/tlsrpt+json, and has text/plain",
                        "PassedOver z.txt: neither JSON nor gzip, a mail, a mailbox or a zip archive",
                        "PassedOver zz.xml: this is a DMARC report (XML), not a TLS report");
    }

    @Test
    void readsWhatIsPackedInAnything() throws IOException {
        var mailbox = "From a@b Mon Nov 30 04:06:12 2026\n" + MAIL + json("1")
                + "\n\nFrom a@b Mon Nov 30 04:06:12 2026\n" + MAIL + json("2") + "\n";
        write(
                "all.zip",
                zip("inner.zip", zip("all.mbox.gz", gzip(bytes(mailbox))), "r.json.gz", gzip(bytes(json("3")))));

        assertThat(read(directory, FileLimits.USUAL))
                .containsExactly(
                        "AReport all.zip, inner.zip, all.mbox.gz, message 1: valid",
                        "AReport all.zip, inner.zip, all.mbox.gz, message 2: valid",
                        "AReport all.zip, r.json.gz: valid");
        assertThat(read(directory, FEW))
                .containsExactly(
                        "NotRead all.zip, inner.zip, all.mbox.gz: it is packed more than 2 times",
                        "AReport all.zip, r.json.gz: valid");
    }

    @Test
    void splitsAMailboxOnlyBetweenMails() {
        var text = """
            From a@b.example Mon Nov 30 04:06:12 2026
            From: a@ferry.example
            Content-Type: multipart/mixed; boundary=B

            --B

            From here on, all is text, also after a blank line:

            From here on.
            >From here on, since 04:06:12.
            --B
            Content-Type: application/tlsrpt+json

            %s
            --B--

            From b@b.example Mon Nov 30 04:06:12 2026
            Subject: nothing

            nothing
            """.formatted(json("1"));
        var found = new ArrayList<ComeUpon>();
        new ReportFiles(FEW, found::add).read("m", in(text));

        assertThat(found).extracting(ComeUpon::where).containsExactly("m, message 1", "m, message 2");
        assertThat(found.getFirst())
                .isInstanceOfSatisfying(
                        AReport.class,
                        report -> assertThat(text(report.mail().orElseThrow()))
                                .contains("\nFrom here on, since 04:06:12.\n"));
    }

    @Test
    void namesWhatCannotBeReadAndGoesOn() throws IOException {
        write("1-cut.zip", Arrays.copyOf(zip("r.json", bytes(json("1"))), 60));
        write("2-cut.mbox.gz", Arrays.copyOf(gzip(bytes("From a@b 04:06:12\n" + MAIL + json("1"))), 120));
        write("3-damaged.json.gz", new byte[] {0x1f, (byte) 0x8b, 1, 2, 3});
        write("4-good.json", json("1"));
        Files.createSymbolicLink(directory.resolve("5-dangling"), Path.of("nowhere"));
        var damagedFirst =
                zip("a.mbox.gz", Arrays.copyOf(gzip(bytes(MAIL + json("1"))), 100), "b.json", bytes(json("2")));
        write("6.zip", damagedFirst);

        assertThat(read(directory, FileLimits.USUAL))
                .containsExactly(
                        "NotRead 1-cut.zip, r.json: it is cut off before its end",
                        "NotRead 1-cut.zip: it is cut off before its end",
                        "NotRead 2-cut.mbox.gz: it is cut off before its end",
                        "AReport 3-damaged.json.gz: the gzip data is of a kind that RFC 1952 does not define: compress"
                                + " it with gzip",
                        "AReport 4-good.json: valid",
                        "NotRead 5-dangling: there is no such file",
                        "NotRead 6.zip, a.mbox.gz: it is cut off before its end",
                        "AReport 6.zip, b.json: valid");
        assertThat(read(directory.resolve("none"))).containsExactly("NotRead none: there is no such file");
    }

    @Test
    void namesWhatHasToBeUnpackedFirst() throws IOException {
        var tar = new byte[512];
        System.arraycopy(bytes("r.json"), 0, tar, 0, 6);
        System.arraycopy(bytes("ustar"), 0, tar, 257, 5);
        write("a.tar", tar);
        write("a.tar.gz", gzip(tar));
        write("b.msg", new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, (byte) 0xa1});

        assertThat(read(directory, FEW))
                .containsExactly(
                        "NotRead a.tar: this is a tar archive: unpack it first, for example with tar -xf",
                        "NotRead a.tar.gz: this is a tar archive: unpack it first, for example with tar -xf",
                        "NotRead b.msg: this is an e-mail as Outlook saves it (.msg): save it as .eml, or its"
                                + " attachment");
    }

    @Test
    void followsNoLinkInACircle() throws IOException {
        write("inner/r.json", json("1"));
        Files.createSymbolicLink(directory.resolve("inner/again"), directory);

        assertThat(read(directory, FEW))
                .containsExactly(
                        "PassedOver inner/again: a link to a directory, which is not followed",
                        "AReport inner/r.json: valid");
    }

    @Test
    void stopsAtItsLimits() throws IOException {
        for (int i = 1; i <= 8; i++) {
            write("many/" + i + ".json", json("1"));
        }
        write("deep/2/3/4/5/r.json", json("1"));

        assertThat(read(directory.resolve("many"), FEW))
                .hasSize(6)
                .last()
                .isEqualTo("NotRead many: this makes more than 5 files: the rest was not read");
        assertThat(read(directory.resolve("deep"), FEW))
                .containsExactly("NotRead 2/3/4: directories within directories, more than 3 deep");
    }

    @Test
    void isNotBlownUpByABomb() throws IOException {
        var zeros = new byte[40_000];
        write("1.zip", zip("a", zeros, "b", zeros, "r.json", bytes(json("1"))));
        write("2.mbox.gz", gzip(bytes("From a@b 04:06:12\n" + "a: b\n".repeat(20_000))));
        write("3.eml", MAIL + " ".repeat(20_000) + json("1"));
        write(
                "4.mbox",
                "From a@b 04:06:12\n" + MAIL + " ".repeat(20_000) + "\n\nFrom a@b 04:06:12\n" + MAIL + json("1"));

        assertThat(read(directory, FEW))
                .filteredOn(found -> !found.startsWith("PassedOver 1.zip, a:"))
                .containsExactly(
                        "NotRead 1.zip: it has more than 50000 bytes, decompressed: the rest was not read",
                        "NotRead 2.mbox.gz: it has more than 50000 bytes, decompressed: the rest was not read",
                        "NotRead 3.eml: the mail has more than 20000 bytes: it was not read further",
                        "NotRead 4.mbox, message 1: the mail has more than 20000 bytes: it was not read further",
                        "AReport 4.mbox, message 2: valid");
    }

    private List<String> read(Path path) {
        return read(path, FileLimits.USUAL);
    }

    private static List<String> read(Path path, FileLimits limits) {
        var found = new ArrayList<ComeUpon>();
        new ReportFiles(limits, found::add).read(path);
        var base = Files.isDirectory(path) ? path : path.getParent();
        return found.stream()
                .map(one -> one.getClass().getSimpleName() + " "
                        + one.where().replace(base + "/", "").replace(base.toString(), "many") + ": " + said(one))
                .toList();
    }

    private static String said(ComeUpon one) {
        return switch (one) {
            case AReport report ->
                report.parsed().remarks().stream()
                        .filter(remark -> !remark.message().startsWith("policies is empty"))
                        .findFirst()
                        .map(remark -> remark.message())
                        .orElse("valid");
            case PassedOver other -> other.what();
            case NotRead not -> not.problem();
        };
    }

    private void write(String name, String text) throws IOException {
        write(name, bytes(text));
    }

    private void write(String name, byte[] content) throws IOException {
        var file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private static String json(String id) {
        return JSON.formatted(id);
    }

    private static InputStream in(String text) {
        return new ByteArrayInputStream(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String text(java.nio.ByteBuffer buffer) {
        return UTF_8.decode(buffer.duplicate()).toString();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    /** Of names and contents, in turn. */
    private static byte[] zip(Object... entries) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (int i = 0; i < entries.length; i += 2) {
                zip.putNextEntry(new ZipEntry((String) entries[i]));
                zip.write((byte[]) entries[i + 1]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
