package io.mtasts.reports.smtp;

import io.mtasts.observe.net.AddressText;
import io.mtasts.observe.net.Deadlines;
import io.mtasts.reports.admission.Intake;
import io.mtasts.reports.admission.Room;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for mail on one port. */
public final class MailDoor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MailDoor.class);
    private static final int BACKLOG = 128;

    /** How long those may take who are in the middle of a mail when we stop. */
    private static final Duration STOPPING = Duration.ofSeconds(20);

    private final ServerSocket listener;
    private final Terms terms;
    private final Room room;
    private final Map<Socket, Optional<MailSession>> open = new ConcurrentHashMap<>();
    private final Deadlines deadlines = new Deadlines();
    private final Map<String, Integer> bySource = new ConcurrentHashMap<>();
    private final ExecutorService sessions;
    private volatile boolean stopping;

    /**
     * On which terms mail is taken.
     *
     * @param hostName what we call ourselves
     * @param room for what all doors hold in memory
     */
    public record Terms(
            MailProtocol protocol, String hostName, Recipients recipients, MailLimit limit, Room room, Intake intake) {}

    private MailDoor(ServerSocket listener, Terms terms) {
        this.listener = listener;
        this.terms = terms;
        this.room = terms.room();
        this.sessions = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(terms.protocol().name() + "-", 0).factory());
    }

    /**
     * Takes mail from now on.
     *
     * @throws IOException when the address cannot be listened on
     */
    public static MailDoor open(InetSocketAddress address, Terms terms) throws IOException {
        var listener = new ServerSocket();
        try {
            listener.setReuseAddress(true);
            listener.bind(address, BACKLOG);
        } catch (IOException e) {
            listener.close();
            throw e;
        }
        var door = new MailDoor(listener, terms);
        var _ = Thread.ofVirtual().name(terms.protocol() + "-accept").start(door::accept);
        return door;
    }

    /** The address on which it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                open.put(client, Optional.empty());
                sessions.execute(() -> serve(client));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    LOG.warn("A connection could not be taken", e);
                }
            }
        }
    }

    private void serve(Socket client) {
        var source = AddressText.of(client.getInetAddress());
        int now = bySource.merge(source, 1, Integer::sum);
        // Reads have limits of their own; this is for a client that takes no replies.
        try (client;
                var _ = deadlines.after(
                        terms.limit().session().plus(terms.limit().command()), client)) {
            client.setTcpNoDelay(true);
            if (open.size() > terms.limit().connections() || now > terms.limit().perSource()) {
                turnAway(client, source);
                return;
            }
            var session = new MailSession(new MailLines(client, terms.limit().session()), source, terms, room);
            open.put(client, Optional.of(session));
            if (stopping) {
                session.stop();
            }
            session.run();
        } catch (IOException e) {
            LOG.debug("The connection with {} has ended", source, e);
        } catch (RuntimeException e) {
            LOG.error("A defect: the connection with {} was closed", source, e);
        } finally {
            open.remove(client);
            bySource.computeIfPresent(source, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    private void turnAway(Socket client, String source) throws IOException {
        LOG.info("Too many connections: one from {} was turned away", source);
        new MailLines(client, terms.limit().command())
                .write(new Reply(421, "4.7.0", terms.hostName() + " has too many connections: come again").line());
    }

    /** Takes no more; mails that are under way may come to their end, for a bounded time. */
    @Override
    public void close() {
        stopping = true;
        try {
            listener.close();
        } catch (IOException e) {
            LOG.debug("The listener was closed with an error", e);
        }
        open.forEach((client, session) -> {
            if (session.isEmpty() || session.get().stop()) {
                hangUp(client);
            }
        });
        sessions.shutdown();
        try {
            if (!sessions.awaitTermination(STOPPING.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("{} connections were closed although a mail was under way", open.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        open.keySet().forEach(MailDoor::hangUp);
        sessions.shutdownNow();
        deadlines.close();
    }

    private static void hangUp(Socket client) {
        try {
            client.close();
        } catch (IOException e) {
            LOG.debug("A connection was closed with an error", e);
        }
    }
}
