package io.mtasts.operator.publish;

import io.mtasts.observe.net.Deadlines;
import io.mtasts.operator.work.KeyedWorker;
import io.mtasts.operator.work.Turns;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Publishes records by dynamic updates (RFC 2136), on threads of its own, so that no reconcile waits for a name server. {@code K} is what
 * a policy is known by.
 */
public final class RecordPublisher<K> implements AutoCloseable {
    /** A resource that is being deleted does not wait longer for a name server that does not answer. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Shared by the namespaces: one whose name server does not answer holds up no other. */
    private static final int AT_ONCE = 8;

    private final Deadlines deadlines = new Deadlines();
    private final UpdateServers servers;
    private final Clock clock;
    private final KeyedWorker<K, UpdateWorker<K>> worker;

    /**
     * @param limit for each question to a server: to find its address, to connect, and to answer
     * @param leading whether this operator is the leader
     * @param onNews told when something came of the records that are wanted
     */
    public RecordPublisher(
            List<UpdateServer> servers, Duration limit, BooleanSupplier leading, Clock clock, Consumer<K> onNews) {
        this.servers = new UpdateServers(
                servers.stream().collect(Collectors.toMap(UpdateServer::name, Function.identity())),
                new DynamicUpdateClient(
                        new Exchange(deadlines, limit, new HostLookup(InetAddress::getByName, limit)), leading));
        this.clock = clock;
        this.worker = new KeyedWorker<>("publish", _ -> Turns.shared(AT_ONCE), (key, _) -> onNews.accept(key));
    }

    /** The names of the servers there are, sorted. */
    public List<String> servers() {
        return servers.names();
    }

    /** What came of the records that are wanted, so far. */
    public UpdateReport latest(K key) {
        return worker.find(key).map(UpdateWorker::report).orElse(UpdateReport.NONE);
    }

    /**
     * Publishes them, and keeps them published. Calling it again with equal records changes nothing, but for a question to the server when the
     * public gets something else.
     *
     * @param contradicted when the public was last seen to get something else; empty while it gets what is wanted
     */
    public void keep(K key, DesiredRecords desired, Optional<Instant> contradicted) {
        workerOf(key, desired).assign(desired, contradicted);
    }

    private UpdateWorker<K> workerOf(K key, DesiredRecords desired) {
        return worker.of(key, _ -> {
            var made = new UpdateWorker<>(worker, key, servers, clock, desired);
            made.begin();
            return made;
        });
    }

    /**
     * Takes away what is ours, and nothing else, and starts with it when it is first called. Gives true once that is done, and after a
     * minute in any case: a name server that is gone holds nobody up.
     */
    public boolean withdrawn(K key, DesiredRecords last) {
        return workerOf(key, last.withdrawing()).withdrawn(last, PATIENCE);
    }

    /** Leaves the records as they are, and takes care of them no more. */
    public void forget(K key) {
        worker.forget(key);
    }

    @Override
    public void close() {
        worker.close();
        deadlines.close();
    }
}
