package io.kopeck.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PasswordTest {

    @Test
    void hasEightToOneHundredTwentyEightCharacters() {
        assertThat(Password.of("1234567")).isEmpty();
        assertThat(Password.of("12345678")).isPresent();
        assertThat(Password.of("п".repeat(128))).isPresent();
        assertThat(Password.of("😀".repeat(128))).isPresent();
        assertThat(Password.of("п".repeat(129))).isEmpty();
        assertThat(Password.of("x".repeat(1_000_000))).isEmpty();
    }

    @Test
    void isTheSameFromEveryKeyboard() {
        var composed = Password.of("caf\u00e9 cr\u00e8me").orElseThrow();
        var decomposed = Password.of("cafe\u0301 cre\u0300me").orElseThrow();

        assertThat(composed).isEqualTo(decomposed);
    }

    @Test
    void doesNotShowItselfInLogs() {
        assertThat(Password.of("correct horse").orElseThrow().toString()).doesNotContain("horse");
    }
}
