package io.mtasts.bench.parsers;

import io.mtasts.policy.Parsed;
import io.mtasts.policy.StsPolicy;
import io.mtasts.policy.StsPolicyParser;
import io.mtasts.policy.StsRecord;
import io.mtasts.policy.StsRecordParser;
import io.mtasts.tlsrpt.TlsReport;
import io.mtasts.tlsrpt.TlsReportParser;
import io.mtasts.tlsrpt.TlsRptRecord;
import io.mtasts.tlsrpt.TlsRptRecordParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Microseconds for one text. The yardsticks are dnsjava's: the same MTA-STS record read from a zone file's line and from the wire,
 * which comes before any of ours.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ParsersBenchmark {
    private static final String RECORD = "v=STSv1; id=20261123T000000;";

    private final byte[] policy = """
        version: STSv1\r
        mode: enforce\r
        mx: mx1.example.com\r
        mx: mx2.example.com\r
        mx: *.backup.example.net\r
        max_age: 604800\r
        """.getBytes(StandardCharsets.US_ASCII);

    private final byte[] report = """
        {"organization-name":"Example Mail","date-range":{"start-datetime":"2026-11-23T00:00:00Z",\
        "end-datetime":"2026-11-23T23:59:59Z"},"contact-info":"tls@mail.example","report-id":"1","policies":[{"policy":\
        {"policy-type":"sts","policy-string":["version: STSv1","mode: enforce","mx: *.example.com","max_age: 604800"],\
        "policy-domain":"example.com","mx-host":["*.example.com"]},"summary":{"total-successful-session-count":120,\
        "total-failure-session-count":4},"failure-details":[{"result-type":"certificate-expired","sending-mta-ip":\
        "192.0.2.9","receiving-ip":"192.0.2.1","receiving-mx-hostname":"mx1.example.com","failed-session-count":4}]}]}
        """.getBytes(StandardCharsets.UTF_8);

    private final Name name = Name.fromConstantString("_mta-sts.example.com.");
    private final byte[] wire = fromZoneFile().toWire(Section.ANSWER);

    @Benchmark
    public Parsed<StsPolicy> policy() {
        return StsPolicyParser.parse(policy);
    }

    @Benchmark
    public Parsed<StsRecord> record() {
        return StsRecordParser.parse(RECORD);
    }

    @Benchmark
    public Parsed<TlsRptRecord> tlsRptRecord() {
        return TlsRptRecordParser.parse("v=TLSRPTv1; rua=mailto:tlsrpt@example.com,https://reports.example.com/v1");
    }

    @Benchmark
    public Parsed<TlsReport> report() {
        return TlsReportParser.parse(report);
    }

    @Benchmark
    public Record dnsjavaFromZoneFile() {
        return fromZoneFile();
    }

    @Benchmark
    public Record dnsjavaFromWire() throws IOException {
        return Record.fromWire(wire, Section.ANSWER);
    }

    private Record fromZoneFile() {
        try {
            return Record.fromString(name, Type.TXT, DClass.IN, 300, '"' + RECORD + '"', Name.root);
        } catch (IOException e) {
            throw new AssertionError("the record is one", e);
        }
    }
}
