#!/usr/bin/env bash
# Software: dnsjava 3.7.1 (Maven)
# Guess:    TXTRecord.getStrings() gives the strings of a record, rdataToString() their quoted form.
# Seen:     getStrings() gives them escaped as well, only without the quotes around: a quote or backslash of the data, both
#           allowed in an extension (RFC 8461 section 3.1), comes back as two characters, an octet above 126 as four.
#           getStringsAsByteArrays() gives the data.
# Output:
#   data: v=STSv1; id=1; note=say"so"
#   getStrings: v=STSv1; id=1; note=say\"so\"
#   getStringsAsByteArrays: v=STSv1; id=1; note=say"so"
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > Probe.java <<'JAVA'
import static java.nio.charset.StandardCharsets.US_ASCII;

import org.xbill.DNS.*;

public class Probe {
    public static void main(String[] args) throws Exception {
        var data = "v=STSv1; id=1; note=say\"so\"";
        var sent = new TXTRecord(Name.fromString("_mta-sts.example.com."), DClass.IN, 300, data.replace("\"", "\\\""));
        var received = (TXTRecord) org.xbill.DNS.Record.fromWire(sent.toWire(Section.ANSWER), Section.ANSWER);
        System.out.println("data: " + data);
        System.out.println("getStrings: " + String.join("", received.getStrings()));
        System.out.println("getStringsAsByteArrays: " + new String(received.getStringsAsByteArrays().get(0), US_ASCII));
    }
}
JAVA
for artifact in dnsjava:dnsjava:3.7.1 org.slf4j:slf4j-api:2.0.17; do
  timeout 300 mvn -q -B dependency:copy -Dartifact=$artifact -DoutputDirectory=. >> build.log 2>&1 || { cat build.log; exit 2; }
done

timeout 120 java -cp 'dnsjava-3.7.1.jar:slf4j-api-2.0.17.jar' Probe.java > seen 2> log || { cat log; exit 2; }
cat seen
diff <(sed -n '/^# Output:/,/^[^#]/s/^#   //p' "$self") seen
