package io.kopeck.identity;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.InputStream;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.mail.MailSendException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** A mail server in memory. It can be told to fail, and it refuses to be called inside a transaction. */
public final class Mailbox implements JavaMailSender {

    private final List<SimpleMailMessage> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger failuresLeft = new AtomicInteger();

    public void failNext(int times) {
        failuresLeft.set(times);
    }

    public List<SimpleMailMessage> to(String address) {
        return received.stream().filter(mail -> mail.getTo() != null && mail.getTo()[0].equals(address)).toList();
    }

    /** The text of the newest mail to the address. */
    public String newestTo(String address) {
        return String.valueOf(to(address).getLast().getText());
    }

    @Override
    public void send(SimpleMailMessage... messages) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new AssertionError("mail is sent while a transaction is open");
        }
        if (failuresLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new MailSendException("no mail server");
        }
        received.addAll(List.of(messages));
    }

    @Override
    public void send(MimeMessage... messages) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MimeMessage createMimeMessage() {
        return new MimeMessage(Session.getInstance(new Properties()));
    }

    @Override
    public MimeMessage createMimeMessage(InputStream content) {
        throw new UnsupportedOperationException();
    }
}
