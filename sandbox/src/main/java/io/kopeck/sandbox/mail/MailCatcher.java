package io.kopeck.sandbox.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.subethamail.smtp.server.SMTPServer;

/** The SMTP server; what it catches goes to a {@link Mailbox}. */
public final class MailCatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MailCatcher.class);
    private static final int MESSAGE_MAX_BYTES = 10 * 1024 * 1024;

    private final SMTPServer server;

    private MailCatcher(SMTPServer server) {
        this.server = server;
    }

    /**
     * Starts listening.
     *
     * @param port 0: any free one
     * @throws UncheckedIOException when the port is taken
     */
    public static MailCatcher start(int port, Mailbox mailbox, Supplier<Instant> now) {
        var server = SMTPServer.port(port)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("localhost")
                .maxMessageSize(MESSAGE_MAX_BYTES)
                .serverThreadName("sandbox-smtp")
                .messageHandler((_, from, to, data) -> mailbox.add(parse(from, to, data, now.get())))
                .build();
        try {
            server.start();
        } catch (RuntimeException e) {
            throw e.getCause() instanceof IOException cause ? new UncheckedIOException(cause) : e;
        }
        return new MailCatcher(server);
    }

    public int port() {
        return server.getPortAllocated();
    }

    @Override
    public void close() {
        server.stop();
    }

    /** Reads the message; what cannot be read as MIME is kept as plain text. */
    private static Mailbox.Message parse(String from, String envelopeTo, byte[] data, Instant now) {
        try {
            var mime = new MimeMessage(null, new ByteArrayInputStream(data));
            var texts = new ArrayList<String>();
            var htmls = new ArrayList<String>();
            collect(mime, texts, htmls);
            var text = texts.isEmpty() ? "" : texts.getFirst();
            return new Mailbox.Message(recipients(mime, envelopeTo), sender(mime, from), Objects.requireNonNullElse(mime.getSubject(), ""),
                    text, htmls.isEmpty() ? null : htmls.getFirst(), now);
        } catch (MessagingException | IOException e) {
            LOG.debug("event=mail_unreadable", e);
            return new Mailbox.Message(List.of(envelopeTo), from, "", new String(data, StandardCharsets.UTF_8), null, now);
        }
    }

    private static List<String> recipients(MimeMessage mime, String envelopeTo) throws MessagingException {
        var inHeader = mime.getAllRecipients();
        Stream<String> named = inHeader == null ? Stream.of() : Arrays.stream(inHeader).map(MailCatcher::address);
        return Stream.concat(Stream.of(envelopeTo), named).distinct().toList();
    }

    private static String sender(MimeMessage mime, String otherwise) throws MessagingException {
        var from = mime.getFrom();
        return from == null || from.length == 0 ? otherwise : address(from[0]);
    }

    private static String address(jakarta.mail.Address address) {
        return address instanceof InternetAddress internet ? internet.getAddress() : address.toString();
    }

    private static void collect(Part part, List<String> texts, List<String> htmls) throws MessagingException, IOException {
        @Nullable Object content = part.getContent();
        if (content instanceof Multipart multipart) {
            for (int i = 0; i < multipart.getCount(); i++) {
                BodyPart inner = multipart.getBodyPart(i);
                collect(inner, texts, htmls);
            }
        } else if (content instanceof String text && !Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
            (part.isMimeType("text/html") ? htmls : texts).add(text);
        }
    }
}
