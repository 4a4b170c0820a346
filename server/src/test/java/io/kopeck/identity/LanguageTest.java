package io.kopeck.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LanguageTest {

    @Test
    void takesTheBestOfOursAndRussianOtherwise() {
        assertThat(Language.fromHeader("en-GB,en;q=0.9")).isEqualTo(Language.EN);
        assertThat(Language.fromHeader("de,en;q=0.5,ru;q=0.3")).isEqualTo(Language.EN);
        assertThat(Language.fromHeader("ru-RU,ru;q=0.9,en;q=0.8")).isEqualTo(Language.RU);
        assertThat(Language.fromHeader("de")).isEqualTo(Language.RU);
        assertThat(Language.fromHeader(null)).isEqualTo(Language.RU);
        assertThat(Language.fromHeader(";;;q=nonsense")).isEqualTo(Language.RU);
        assertThat(Language.fromHeader("en,".repeat(10_000))).isEqualTo(Language.RU);
    }
}
