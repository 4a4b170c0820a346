package io.kopeck.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EmailAddressTest {

    @ParameterizedTest
    @CsvSource({
            "user@example.com, user@example.com",
            "  User.Name+Tag@EXAMPLE.Com , user.name+tag@example.com",
            "admin@kopeck.local, admin@kopeck.local",
            "ivan@почта.рф, ivan@xn--80a1acny.xn--p1ai",
            "o'neil@sub.example.co, o'neil@sub.example.co"
    })
    void keepsOneFormOfEachAddress(String typed, String stored) {
        assertThat(EmailAddress.parse(typed)).map(EmailAddress::value).contains(stored);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "@", "user", "user@", "@example.com", "user@localhost", "user@-example.com", "user@example.com-", "a b@example.com",
            "user@exa mple.com", ".user@example.com", "user.@example.com", "us..er@example.com", "user@example..com", "user@example.c",
            "user@[127.0.0.1]", "user\r\nBcc: x@example.com", "user@example.com\r\nBcc: x@example.org", "\"user\"@example.com",
            "user\u0000@example.com", "пользователь@example.com"})
    void refusesWhatIsNoAddress(String typed) {
        assertThat(EmailAddress.parse(typed)).isEmpty();
    }

    @Test
    void boundsTheLength() {
        var domain = "@" + ("a".repeat(60) + ".").repeat(3) + "com";

        assertThat(EmailAddress.parse("u".repeat(64) + domain)).isPresent();
        assertThat(EmailAddress.parse("u".repeat(65) + domain)).isEmpty();
        assertThat(EmailAddress.parse("u".repeat(64) + "@" + ("a".repeat(60) + ".").repeat(4) + "com")).isEmpty();
        assertThat(EmailAddress.parse("u".repeat(100_000) + "@example.com")).isEmpty();
    }

    @Test
    void doesNotShowItselfInLogs() {
        assertThat(EmailAddress.parse("user@example.com").orElseThrow().toString()).doesNotContain("user").doesNotContain("example");
    }
}
