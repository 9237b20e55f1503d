package io.mtasts.check;

import io.mtasts.check.Expectation.MailServers;
import io.mtasts.lab.Domain;
import io.mtasts.lab.fault.DaneFault;
import io.mtasts.lab.fault.Fault;
import io.mtasts.lab.fault.MailFault;
import io.mtasts.lab.fault.MailServerFault;
import io.mtasts.lab.fault.PolicyFault;
import io.mtasts.lab.fault.PolicyHostFault;
import io.mtasts.lab.fault.RecordFault;
import io.mtasts.lab.fault.ServedFault;
import io.mtasts.lab.fault.VantageFault;
import io.mtasts.observe.PublicView;
import io.mtasts.policy.StsPolicy;
import io.mtasts.policy.StsPolicyParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is expected of a faulty domain of the lab, where only that makes it faulty. */
final class Circumstances {
    private Circumstances() {}

    static Expectation expectation(Fault fault, PublicView view) {
        return switch (fault) {
            case VantageFault vantage -> ofVantage(vantage, view);
            case ServedFault served -> ofServed(served);
            case RecordFault _, PolicyFault _, PolicyHostFault _, MailFault _, MailServerFault _, DaneFault _ ->
                Expectation.NONE;
        };
    }

    private static Expectation ofVantage(VantageFault fault, PublicView view) {
        return switch (fault) {
            case PORT_25_CLOSED, PORT_443_CLOSED -> Expectation.NONE;
            case OWN_ADDRESS_SILENT ->
                new Expectation(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Set.copyOf(view.policyHost().addresses().records()),
                        MailServers.JUDGED);
            case MX_LEFT_ALONE -> Expectations.of(MailServers.LEFT_TO_USER);
            case NO_SMTP -> Expectations.of(MailServers.NOT_CONNECTED);
        };
    }

    private static Expectation ofServed(ServedFault fault) {
        var body = Domain.enforce("mx1." + fault.domain());
        return switch (fault) {
            case RECORD_OF_EARLIER_POLICY ->
                expecting(Optional.of(body), Optional.of("2"), Optional.empty(), List.of());
            case OTHER_POLICY_THAN_SERVED ->
                expecting(Optional.of(body), Optional.empty(), Optional.empty(), List.of());
            case OTHER_POLICY_THAN_WANTED ->
                expecting(Optional.empty(), Optional.empty(), Optional.of(parsed(body)), List.of());
            case REPORTING_ELSEWHERE, REPORTING_ASKED_FOR_AND_MISSING ->
                expecting(
                        Optional.empty(), Optional.empty(), Optional.empty(), List.of("mailto:tls@" + fault.domain()));
        };
    }

    private static Expectation expecting(
            Optional<String> servedBody, Optional<String> recordId, Optional<StsPolicy> wanted, List<String> rua) {
        return new Expectation(servedBody, recordId, wanted, rua, Set.of(), MailServers.JUDGED);
    }

    private static StsPolicy parsed(String body) {
        return StsPolicyParser.parse(body.getBytes(StandardCharsets.UTF_8))
                .value()
                .orElseThrow();
    }
}
