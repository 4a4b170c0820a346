package io.kopeck.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TextCheckTest {

    @ParameterizedTest
    @ValueSource(strings = {
            "", "{}", "{\"a\":\"b\"}", "\"Привет 😀\"", "\"\\ud83d\\ude00\"", "\"\\uD83D\\uDE00\\ud83d\\ude00\"", "\"\\\\u0000\"",
            "\"\\\\ud800\"", "\"\\u0001\"", "\"\\n\\t\\\"\"", "\"\\u00", "\"\\uzzzz\"", "\\", "\"\\\\\\u0041\""})
    void passesWhatCanBeStored(String json) {
        assertThat(TextCheck.isStorable(json.getBytes(StandardCharsets.UTF_8))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "\"\\u0000\"", "\"a\\u0000b\"", "\"\\\\\\u0000\"", "\"\u0000\"", "\"\\ud83d\"", "\"\\ud83dx\"", "\"\\ude00\"",
            "\"\\ud83d\\ud83d\\ude00\"", "\"\\ud83d\\n\"", "\"\\ud83d\\u0041\"", "\"\\ud83d"})
    void refusesNulAndHalfPairs(String json) {
        assertThat(TextCheck.isStorable(json.getBytes(StandardCharsets.UTF_8))).isFalse();
    }

    @Test
    void refusesWhatIsNotUtf8() {
        assertThat(TextCheck.isStorable(HexFormat.of().parseHex("22eda08022"))).as("a half pair in CESU-8").isFalse();
        assertThat(TextCheck.isStorable(HexFormat.of().parseHex("22c08022"))).as("an overlong NUL").isFalse();
        assertThat(TextCheck.isStorable(HexFormat.of().parseHex("22ff22"))).isFalse();
        assertThat(TextCheck.isStorable("\"text\"".getBytes(StandardCharsets.UTF_16LE))).isFalse();
    }
}
