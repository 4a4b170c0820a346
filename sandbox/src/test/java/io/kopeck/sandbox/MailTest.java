package io.kopeck.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The mail catcher, and ports that are taken. */
class MailTest {

    @Test
    void catchesMailAndShowsIt() throws MessagingException {
        try (var sandbox = Sandbox.start(SandboxOptions.defaults())) {
            var shop = new Merchant(sandbox);
            send(sandbox.smtpPort(), "anna@example.org", "Оплата прошла");
            send(sandbox.smtpPort(), "boris@example.org", "Второе письмо");

            var all = shop.look("/mail").json();
            var annas = shop.look("/mail?to=ANNA@example.org").json();

            assertThat(all).hasSize(2);
            assertThat(annas).hasSize(1);
            assertThat(annas.at("/0/subject").asString()).isEqualTo("Оплата прошла");
            assertThat(annas.at("/0/text").asString()).contains("Спасибо, всё в порядке");
            assertThat(annas.at("/0/html").asString()).contains("<p>Спасибо</p>");
            assertThat(annas.at("/0/from").asString()).isEqualTo("billing@example.org");
            assertThat(annas.at("/0/to/0").asString()).isEqualTo("anna@example.org");
            assertThat(shop.control("DELETE", "/mail", null).status()).isEqualTo(204);
            assertThat(shop.look("/mail").json()).isEmpty();
        }
    }

    @Test
    void saysThatAPortIsTaken() {
        try (var sandbox = Sandbox.start(SandboxOptions.defaults())) {
            assertThatThrownBy(() -> Sandbox.start(SandboxOptions.defaults().withSmtpPort(sandbox.smtpPort()))).isInstanceOf(UncheckedIOException.class);
            assertThatThrownBy(() -> Sandbox.start(SandboxOptions.defaults().withPort(sandbox.port()))).isInstanceOf(UncheckedIOException.class);
        }
    }

    private static void send(int port, String to, String subject) throws MessagingException {
        var properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", Integer.toString(port));
        var message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress("billing@example.org"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        message.setSubject(subject, "UTF-8");
        var text = new MimeBodyPart();
        text.setText("Спасибо, всё в порядке", "UTF-8");
        var html = new MimeBodyPart();
        html.setContent("<p>Спасибо</p>", "text/html; charset=UTF-8");
        var body = new MimeMultipart("alternative");
        body.addBodyPart(text);
        body.addBodyPart(html);
        message.setContent(body);
        Transport.send(message);
    }
}
