package io.mtasts.lab.smtp;

import io.mtasts.lab.ca.CertificateAuthority;
import io.mtasts.lab.ca.Certificates;
import io.mtasts.lab.net.Listener;
import io.mtasts.lab.tls.Tls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/**
 * A mail server at one address, as far as an MTA-STS sender looks at it: greeting, EHLO, STARTTLS, handshake,
 * QUIT. It takes no mail. Each method that changes what it does holds from the next connection on.
 */
public final class MailServer implements AutoCloseable {
    private final String host;
    private final CertificateAuthority authority;
    private final InetAddress address;
    private final int port;
    private volatile Script script;
    private volatile Listener listener;

    private MailServer(String host, CertificateAuthority authority, InetAddress address, int port) {
        this.host = host;
        this.authority = authority;
        this.address = address;
        this.script = Script.good(host, Tls.present(authority.issue(host)));
        this.listener = Listener.at(address, port, this::converse);
        this.port = listener.port();
    }

    /** Starts one without fault for this host name; port 0 lets the kernel choose. */
    public static MailServer start(String host, CertificateAuthority authority, InetAddress address, int port) {
        return new MailServer(host, authority, address, port);
    }

    public String host() {
        return host;
    }

    public InetAddress address() {
        return address;
    }

    public int port() {
        return port;
    }

    /** Without fault again. */
    public MailServer recover() {
        script = Script.good(host, Tls.present(authority.issue(host)));
        return this;
    }

    /** Shows a certificate of this kind. */
    public MailServer present(Certificates kind) {
        return handshake(Tls.present(kind.forHost(authority, host)));
    }

    /** Says by a warning that it does not know its own name, and shows a good certificate all the same. */
    public MailServer warnOfName() {
        return handshake(new Tls.PresentAfterWarning(authority.issue(host)));
    }

    /** Deals only with clients that have a certificate, which no sender has. */
    public MailServer wantCertificate() {
        return handshake(new Tls.WantCertificate(authority.issue(host)));
    }

    /** Goes about the handshake like this. */
    public MailServer handshake(Tls tls) {
        script = script.tls(tls);
        return this;
    }

    /** Greets with this when a client connects. */
    public MailServer greet(Reply greeting) {
        script = script.greeting(greeting);
        return this;
    }

    /** Answers EHLO with this. */
    public MailServer answerEhlo(Reply reply) {
        script = script.ehlo(reply);
        return this;
    }

    /** Leaves STARTTLS out of its extensions and refuses it, as after an attack in the middle. */
    public MailServer withoutStartTls() {
        script = script.ehlo(Reply.lines("250-" + host, "250 8BITMIME"))
                .startTls(Reply.lines("502 5.5.1 Command not implemented"));
        return this;
    }

    /** Answers STARTTLS with this; the handshake follows when it begins with 220. */
    public MailServer answerStartTls(Reply reply) {
        script = script.startTls(reply);
        return this;
    }

    /** Closes its port: connections are refused until {@link #open()}. */
    public synchronized MailServer refuseConnections() {
        listener.close();
        return this;
    }

    /** Opens its port again. The count of connections starts anew. */
    public synchronized MailServer open() {
        listener.close();
        listener = Listener.at(address, port, this::converse);
        return this;
    }

    /** How many connections it has accepted since its port was opened. */
    public long connections() {
        return listener.connections();
    }

    /** The largest number of connections that were open at the same time. */
    public int mostAtOnce() {
        return listener.mostAtOnce();
    }

    private void converse(Socket peer) throws IOException {
        new Conversation(peer, script).hold();
    }

    @Override
    public void close() {
        listener.close();
    }
}
