#!/usr/bin/env bash
# Software: dnsjava 3.7.1 (Maven), LookupSession with a Cache
# Guess:    the TTL of an answer from the cache is what is left of it, as a resolver's is.
# Seen:     it is the TTL of the first answer until the entry ends, so "valid for another TTL from now" is too late by up
#           to a TTL, and a step that waits for what it read waits too long or too short by as much.
# Output:
#   asked: 1 question, TTL 300
#   three seconds later: 0 questions, TTL 300
set -euo pipefail
self=$(realpath "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > Probe.java <<'JAVA'
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.xbill.DNS.*;
import org.xbill.DNS.lookup.LookupSession;

public class Probe {
    static int questions;

    /** Answers each question itself, with a TXT of TTL 300. */
    static class Answering extends SimpleResolver {
        Answering() {
            super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 53));
        }

        @Override
        public CompletionStage<Message> sendAsync(Message query, Executor executor) {
            questions++;
            var answer = new Message(query.getHeader().getID());
            answer.getHeader().setFlag(Flags.QR);
            answer.addRecord(query.getQuestion(), Section.QUESTION);
            answer.addRecord(new TXTRecord(query.getQuestion().getName(), DClass.IN, 300, "v=STSv1; id=1"), Section.ANSWER);
            return CompletableFuture.completedFuture(answer);
        }
    }

    public static void main(String[] args) throws Exception {
        var session = LookupSession.builder().resolver(new Answering()).cache(new Cache()).build();
        tell("asked", session);
        Thread.sleep(3000);
        tell("three seconds later", session);
    }

    static void tell(String when, LookupSession session) throws Exception {
        questions = 0;
        var result = session.lookupAsync(Name.fromString("_mta-sts.example.com."), Type.TXT).toCompletableFuture().get();
        System.out.println(when + ": " + questions + (questions == 1 ? " question" : " questions") + ", TTL "
            + result.getRecords().get(0).getTTL());
    }
}
JAVA
for artifact in dnsjava:dnsjava:3.7.1 org.slf4j:slf4j-api:2.0.17; do
  timeout 300 mvn -q -B dependency:copy -Dartifact=$artifact -DoutputDirectory=. >> build.log 2>&1 || { cat build.log; exit 2; }
done

timeout 120 java -cp 'dnsjava-3.7.1.jar:slf4j-api-2.0.17.jar' Probe.java > seen 2> log || { cat log; exit 2; }
cat seen
diff <(sed -n '/^# Output:/,/^[^#]/s/^#   //p' "$self") seen
