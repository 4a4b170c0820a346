package io.kopeck.identity;

import static io.kopeck.identity.internal.db.Tables.ONE_TIME_TOKEN;
import static io.kopeck.identity.internal.db.Tables.OUTGOING_MAIL;
import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.platform.jobs.Jobs;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;

final class MailJobTest {

    private final IdentityServer server = IdentityServer.shared();

    @Test
    void writesInTheLanguageOfTheRequestAndToThePublicAddress() {
        var russian = IdentityServer.newEmail();
        var english = IdentityServer.newEmail();

        signUp(russian).expect(201);
        signUp(english).header("Accept-Language", "en-US,en;q=0.9").expect(201);
        server.runJobs();

        assertThat(server.mailbox().to(russian)).hasSize(1);
        assertThat(server.mailbox().to(russian).getFirst().getSubject()).isEqualTo("Подтвердите адрес почты");
        assertThat(server.mailbox().newestTo(russian)).contains("http://kopeck.test/confirm-email?token=").contains("Здравствуйте");
        assertThat(server.mailbox().to(english).getFirst().getSubject()).isEqualTo("Confirm your e-mail address");
        assertThat(server.mailbox().to(english).getFirst().getFrom()).isEqualTo("noreply@kopeck.local");
        server.post("/api/v1/user/confirm", Map.of("token", server.tokenMailedTo(english))).expect(200);
    }

    @Test
    void noLinkIsStoredThatCouldBeRead() {
        var email = IdentityServer.newEmail();
        signUp(email).expect(201);
        server.runJobs();
        var token = server.tokenMailedTo(email);
        var db = server.bean(DSLContext.class);

        assertThat(db.selectFrom(OUTGOING_MAIL).fetch().formatJSON()).contains(email).doesNotContain(token);
        assertThat(db.selectFrom(ONE_TIME_TOKEN).fetch().formatJSON()).doesNotContain(token);
    }

    @Test
    void triesAgainLaterAndLater() {
        var email = IdentityServer.newEmail();
        server.runJobs();
        signUp(email).expect(201);

        server.mailbox().failNext(2);
        server.runJobs();
        assertThat(server.mailbox().to(email)).isEmpty();
        assertThat(server.bean(Jobs.class).nextDueAfter(server.clock().instant())).contains(server.clock().instant().plus(Duration.ofMinutes(1)));
        server.clock().advance(Duration.ofMinutes(1));
        server.runJobs();
        server.clock().advance(Duration.ofMinutes(1));
        server.runJobs();
        assertThat(server.mailbox().to(email)).isEmpty();
        server.clock().advance(Duration.ofMinutes(1));
        server.runJobs();

        assertThat(server.mailbox().to(email)).hasSize(1);
    }

    @Test
    void givesUpAfterEightTries() {
        var email = IdentityServer.newEmail();
        server.runJobs();
        signUp(email).expect(201);

        server.mailbox().failNext(1000);
        for (int i = 0; i < 12; i++) {
            server.runJobs();
            server.clock().advance(Duration.ofHours(3));
        }
        server.mailbox().failNext(0);
        server.runJobs();

        assertThat(server.mailbox().to(email)).isEmpty();
        var mail = server.bean(DSLContext.class).select(OUTGOING_MAIL.STATE, OUTGOING_MAIL.TRIES).from(OUTGOING_MAIL)
                .where(OUTGOING_MAIL.RECIPIENT.eq(email)).fetchSingle();
        assertThat(mail.value1()).isEqualTo("failed");
        assertThat(mail.value2()).isEqualTo(8);
    }

    @Test
    void twoNodesSendEachMailOnce() throws Exception {
        server.runJobs();
        var emails = IntStream.range(0, 15).mapToObj(_ -> IdentityServer.newEmail()).toList();
        emails.forEach(email -> signUp(email).expect(201));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                threads.submit(server::runJobs);
            }
        }

        assertThat(emails).allSatisfy(email -> assertThat(server.mailbox().to(email)).hasSize(1));
    }

    @Test
    void confirmedAddressNeedsNoMailAnyMore() {
        server.runJobs();
        var person = server.newPerson();

        server.runJobs();

        assertThat(server.mailbox().to(person.email())).isEmpty();
    }

    private IdentityServer.Call signUp(String email) {
        return server.post("/api/v1/user/signup", Map.of("email", email, "password", IdentityServer.PASSWORD));
    }
}
