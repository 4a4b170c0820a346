package io.kopeck.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.identity.Password;
import org.junit.jupiter.api.Test;

final class PasswordHasherTest {

    private final PasswordHasher hasher = new PasswordHasher();
    private final Password password = Password.of("correct horse battery").orElseThrow();

    @Test
    void storesArgon2idWithTheRecommendedCost() {
        var hash = hasher.hash(password);

        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(hasher.hash(password)).isNotEqualTo(hash);
        assertThat(hasher.matches(password, hash)).isTrue();
        assertThat(hasher.matches(Password.of("another password").orElseThrow(), hash)).isFalse();
    }

    @Test
    void unknownUserCostsTheSameWork() {
        var real = hasher.hash(password);

        assertThat(parametersOf(PasswordHasher.DUMMY)).isEqualTo(parametersOf(real));
        assertThat(PasswordHasher.DUMMY).hasSameSizeAs(real);
        assertThat(hasher.matches(password, null)).isFalse();
    }

    private static String parametersOf(String hash) {
        return hash.substring(0, hash.indexOf('$', hash.indexOf("p=1")));
    }
}
