package io.kopeck.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class OriginTest {

    @Test
    void isShortAndPrintable() {
        var origin = new Origin("127.0.0.1", "Mozilla\u0007\n" + "x".repeat(500));

        assertThat(origin.userAgent()).startsWith("Mozillax").hasSize(120);
        assertThat(origin.address()).isEqualTo("127.0.0.1");
    }
}
