package io.kopeck.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection, kept alive for as long as the server keeps it, as plain as can be: the client shares the machine with the server it measures. */
final class HttpLine implements AutoCloseable {

    private final int port;
    private final String headers;
    private Socket socket;
    private InputStream in;

    /** @param bearer the credential that every request shows */
    HttpLine(int port, String bearer) throws IOException {
        this.port = port;
        this.headers = "\r\nHost: 127.0.0.1:" + port + "\r\nAuthorization: Bearer " + bearer + "\r\nContent-Type: application/json\r\nContent-Length: ";
        connect();
    }

    private void connect() throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
    }

    /**
     * Sends a body and returns the one that is answered.
     *
     * @throws IllegalStateException for an answer with another status than expected
     */
    String post(String path, String body, int expected) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var head = ("POST " + path + " HTTP/1.1" + headers + bytes.length + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
        var request = new byte[head.length + bytes.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(bytes, 0, request, head.length, bytes.length);
        socket.getOutputStream().write(request);
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        int length = -1;
        boolean last = false;
        for (var header = line(); !header.isEmpty(); header = line()) {
            if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
            last |= header.equalsIgnoreCase("Connection: close");
        }
        var answer = length >= 0 ? text(length) : chunked();
        if (last) {
            socket.close();
            connect();
        }
        if (status != expected) {
            throw new IllegalStateException("the server answered " + status + " to " + path + ": " + answer);
        }
        return answer;
    }

    private String chunked() throws IOException {
        var whole = new StringBuilder();
        for (int length = chunk(); length > 0; length = chunk()) {
            whole.append(text(length));
            line();
        }
        line();
        return whole.toString();
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private String text(int length) throws IOException {
        return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    private String line() throws IOException {
        var line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
