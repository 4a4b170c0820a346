package io.kopeck.sandbox.mail;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last {@link #MAX} messages caught, newest last. */
public final class Mailbox {

    public static final int MAX = 1_000;

    public record Message(List<String> to, String from, String subject, String text, @Nullable String html, Instant at) {}

    private final ArrayDeque<Message> messages = new ArrayDeque<>();

    synchronized void add(Message message) {
        if (messages.size() >= MAX) {
            messages.removeFirst();
        }
        messages.addLast(message);
    }

    /** Messages to an address, without regard to case; all of them when null. */
    public synchronized List<Message> find(@Nullable String to) {
        return messages.stream().filter(m -> to == null || m.to().stream().anyMatch(to::equalsIgnoreCase)).toList();
    }

    public synchronized void clear() {
        messages.clear();
    }
}
