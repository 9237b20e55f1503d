#!/usr/bin/env bash
# Software: dnsjava 3.7.1 (Maven), LookupSession with a Cache
# Guess:    a name without a TXT is told the same way each time: an empty result, or NoSuchRRSetException.
# Seen:     the answer of a server is an empty result, the same absence out of the cache is the exception. Code that was
#           tried with one question and looks for the empty result fails at the second.
# Output:
#   asked: 1 question, 0 records
#   again: 0 questions, NoSuchRRSetException
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.xbill.DNS.*;
import org.xbill.DNS.lookup.LookupSession;

public class Probe {
    static final Name zone = Name.fromConstantString("example.com.");
    static int questions;

    /** Answers each question itself: the name is there, it has no TXT. */
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
            answer.addRecord(new SOARecord(zone, DClass.IN, 300, zone, zone, 1, 1, 1, 1, 300), Section.AUTHORITY);
            return CompletableFuture.completedFuture(answer);
        }
    }

    public static void main(String[] args) throws Exception {
        var session = LookupSession.builder().resolver(new Answering()).cache(new Cache()).build();
        tell("asked", session);
        tell("again", session);
    }

    static void tell(String when, LookupSession session) throws Exception {
        questions = 0;
        String outcome;
        try {
            outcome = session.lookupAsync(new Name("_mta-sts", zone), Type.TXT).toCompletableFuture().get().getRecords().size() + " records";
        } catch (ExecutionException e) {
            outcome = e.getCause().getClass().getSimpleName();
        }
        System.out.println(when + ": " + questions + (questions == 1 ? " question, " : " questions, ") + outcome);
    }
}
JAVA
for artifact in dnsjava:dnsjava:3.7.1 org.slf4j:slf4j-api:2.0.17; do
  timeout 300 mvn -q -B dependency:copy -Dartifact=$artifact -DoutputDirectory=. >> build.log 2>&1 || { cat build.log; exit 2; }
done

timeout 120 java -cp 'dnsjava-3.7.1.jar:slf4j-api-2.0.17.jar' Probe.java > seen 2> log || { cat log; exit 2; }
cat seen
diff <(sed -n '/^# Output:/,/^[^#]/s/^#   //p' "$self") seen
