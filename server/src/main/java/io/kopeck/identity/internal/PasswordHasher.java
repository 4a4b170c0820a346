package io.kopeck.identity.internal;

import io.kopeck.identity.Password;
import io.kopeck.platform.problem.Problem;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes and verifies passwords with Argon2id, 19 MiB and two passes each, as OWASP recommends. Only a few run at a
 * time, because each takes that memory; who waits longer than {@value #WAIT_SECONDS_MAX} s is told to come back.
 */
@Component
public final class PasswordHasher {

    private static final int WAIT_SECONDS_MAX = 10;

    /** The hash of nothing anybody knows, so that an unknown e-mail costs as much as a wrong password. */
    static final String DUMMY =
            "$argon2id$v=19$m=19456,t=2,p=1$5qssBXuUkhnyQ8bnTWcBEg$3G40EuGzeV/aOlzslwOzaxuOjTwJdgQCDNFlN2DkLJc";

    private final Argon2PasswordEncoder argon2 = new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2);
    private final Semaphore running = new Semaphore(Math.max(2, 2 * Runtime.getRuntime().availableProcessors()), true);

    public String hash(Password password) {
        return bounded(() -> String.valueOf(argon2.encode(password.reveal())));
    }

    /** Whether the password belongs to the hash; without a hash it works as long, and the answer is no. */
    public boolean matches(Password password, @Nullable String hash) {
        return bounded(() -> argon2.matches(password.reveal(), hash == null ? DUMMY : hash)) && hash != null;
    }

    private <T> T bounded(Supplier<T> work) {
        try {
            if (!running.tryAcquire(WAIT_SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new Problem(503, "busy", "Too many people are logging in at this moment; try again in a few seconds");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting to hash a password", e);
        }
        try {
            return work.get();
        } finally {
            running.release();
        }
    }
}
