package io.mtasts.lab.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.mtasts.lab.tls.ServerHandshake;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** One SMTP session (RFC 5321, RFC 3207) that follows its script until the client quits or goes away. */
final class Conversation {
    private static final int LONGEST_COMMAND = 512;

    private final Script script;
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private boolean secured;

    Conversation(Socket socket, Script script) throws IOException {
        this.script = script;
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = new BufferedOutputStream(socket.getOutputStream());
    }

    void hold() throws IOException {
        say(script.greeting());
        while (true) {
            var command = readCommand().toUpperCase(Locale.ROOT);
            if (command.startsWith("EHLO ")) {
                say(secured ? Reply.lines("250-lab", "250 8BITMIME") : script.ehlo());
            } else if (command.startsWith("HELO ")) {
                say(Reply.lines("250 lab"));
            } else if (command.equals("STARTTLS") && !secured) {
                say(script.startTls());
                if (script.startTls() instanceof Reply.Lines(var lines)
                        && lines.getFirst().startsWith("220")) {
                    secure();
                }
            } else if (command.equals("QUIT")) {
                say(Reply.lines("221 2.0.0 Bye"));
                socket.close();
                return;
            } else {
                say(Reply.lines("502 5.5.1 Command not implemented"));
            }
        }
    }

    private void secure() throws IOException {
        var tls = ServerHandshake.accept(socket, name -> script.tls()).socket();
        socket = tls;
        in = tls.getInputStream();
        out = new BufferedOutputStream(tls.getOutputStream());
        secured = true;
    }

    private void say(Reply reply) throws IOException {
        switch (reply) {
            case Reply.Lines(var lines) -> {
                for (var line : lines) {
                    out.write((line + "\r\n").getBytes(ISO_8859_1));
                }
                out.flush();
            }
            case Reply.Endless(var line) -> {
                var bytes = (line + "\r\n").getBytes(ISO_8859_1);
                while (!socket.isClosed()) {
                    out.write(bytes);
                }
            }
            case Reply.Drip(var line, var pause) -> {
                for (var one : (line + "\r\n").getBytes(ISO_8859_1)) {
                    out.write(one);
                    out.flush();
                    LockSupport.parkNanos(pause.toNanos());
                }
            }
            case Reply.Late(var pause, var line) -> {
                LockSupport.parkNanos(pause.toNanos());
                say(Reply.lines(line));
            }
            case Reply.Silent() -> in.transferTo(OutputStream.nullOutputStream());
            case Reply.HangUp() -> throw new EOFException("hung up, as told");
        }
    }

    /** Byte by byte, so that what follows STARTTLS is left for the handshake. */
    private String readCommand() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.length() > LONGEST_COMMAND) {
                throw new EOFException("the client hung up or does not speak SMTP");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }
}
