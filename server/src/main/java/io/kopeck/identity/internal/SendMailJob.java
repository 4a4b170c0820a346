package io.kopeck.identity.internal;

import io.kopeck.identity.internal.MailStore.Due;
import io.kopeck.identity.internal.OneTimeTokens.Purpose;
import io.kopeck.kernel.CustomerId;
import io.kopeck.platform.jobs.Job;
import io.kopeck.platform.tx.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/**
 * Sends due mail: claims it, commits, sends, notes the result. A mail may be sent twice when a node dies in between,
 * never silently lost; after {@value #TRIES_MAX} failures it is given up with a warning.
 *
 * <p>The token of a link is made here, right before sending, so that no stored mail contains one. Each try makes its
 * own; a token that was perhaps not delivered simply expires.
 */
@Component
final class SendMailJob implements Job {

    static final String NAME = "identity_mail";
    static final int TRIES_MAX = 8;

    private static final int BATCH_MAX = 10;
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final Duration FIRST_RETRY = Duration.ofMinutes(1);
    private static final Logger log = LoggerFactory.getLogger(SendMailJob.class);

    private final MailStore mails;
    private final UserStore users;
    private final OneTimeTokens tokens;
    private final Transactions tx;
    private final Clock clock;
    private final JavaMailSender sender;
    private final IdentityProperties properties;

    SendMailJob(MailStore mails, UserStore users, OneTimeTokens tokens, Transactions tx, Clock clock, JavaMailSender sender,
            IdentityProperties properties) {
        this.mails = mails;
        this.users = users;
        this.tokens = tokens;
        this.tx = tx;
        this.clock = clock;
        this.sender = sender;
        this.properties = properties;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(5);
    }

    @Override
    public int runOnce() {
        var due = tx.execute(() -> mails.claim(BATCH_MAX, clock.instant(), LEASE));
        due.forEach(this::handle);
        return due.size();
    }

    @Override
    public Optional<Instant> nextDue() {
        return mails.nextDue();
    }

    private void handle(Due mail) {
        var token = tx.execute(() -> recipientOf(mail).map(customer -> tokens.issue(mail.purpose(), customer, clock.instant())));
        if (token.isEmpty()) {
            tx.run(() -> mails.end(mail.id(), "dropped", clock.instant()));
            return;
        }
        try {
            sender.send(message(mail, token.get()));
            tx.run(() -> mails.end(mail.id(), "sent", clock.instant()));
            log.info("event=mail_sent mail_id={} kind={}", mail.id(), mail.purpose().wireName());
        } catch (MailException e) {
            failed(mail, e);
        }
    }

    /** Who gets the mail: nobody, when no user logs in with the address or it is confirmed already. */
    private Optional<CustomerId> recipientOf(Due mail) {
        var owner = users.ownerOf(mail.recipient().value());
        return switch (mail.purpose()) {
            case RESET -> owner;
            case CONFIRM -> owner.filter(customer -> users.find(customer).filter(user -> !user.confirmed()).isPresent());
        };
    }

    private void failed(Due mail, MailException e) {
        var now = clock.instant();
        // The exception's text may name the recipient, so only its kind is logged.
        if (mail.tries() >= TRIES_MAX) {
            tx.run(() -> mails.end(mail.id(), "failed", now));
            log.warn("event=mail_given_up mail_id={} kind={} tries={} cause={}", mail.id(), mail.purpose().wireName(), mail.tries(),
                    e.getClass().getSimpleName());
        } else {
            tx.run(() -> mails.tryAgain(mail.id(), now.plus(FIRST_RETRY.multipliedBy(1L << (mail.tries() - 1)))));
            log.info("event=mail_failed mail_id={} kind={} tries={} cause={}", mail.id(), mail.purpose().wireName(), mail.tries(),
                    e.getClass().getSimpleName());
        }
    }

    private SimpleMailMessage message(Due mail, String token) {
        var text = MailTexts.of(mail.purpose(), mail.language(), properties.publicBase(), token);
        var message = new SimpleMailMessage();
        message.setFrom(properties.mailFrom());
        message.setTo(mail.recipient().value());
        message.setSubject(text.subject());
        message.setText(text.body());
        return message;
    }
}
