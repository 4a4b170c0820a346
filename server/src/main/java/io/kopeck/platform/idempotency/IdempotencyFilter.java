package io.kopeck.platform.idempotency;

import io.kopeck.platform.idempotency.IdempotencyStore.Claim;
import io.kopeck.platform.problem.Problem;
import io.kopeck.platform.problem.ProblemWriter;
import io.kopeck.platform.tx.Transactions;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Honours {@code Idempotency-Key} on POST: the same key and body get the same answer for {@value #KEEP_HOURS} hours; the
 * same key with another body is 422; while the first request still runs, 409 with {@code Retry-After}.
 *
 * <p>Server errors and refusals for want of rights are not remembered. Endpoints whose answers carry secrets are left
 * out: they are safe to repeat or say so themselves. Keys belong to the caller, so two callers never meet.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE - 100)
final class IdempotencyFilter extends OncePerRequestFilter {

    static final String HEADER = "Idempotency-Key";
    static final int KEEP_HOURS = 24;

    private static final int KEY_MAX = 255;
    private static final Duration LOCK = Duration.ofMinutes(2);
    private static final Set<String> SECRET_ANSWERS = Set.of(
            "/api/v1/user/signup", "/api/v1/user/login", "/api/v1/user/refresh", "/api/v1/user/api-keys");
    private static final Set<Integer> NOT_REMEMBERED = Set.of(401, 403, 408, 429);

    private final IdempotencyStore store;
    private final ProblemWriter problems;
    private final Transactions tx;
    private final Clock clock;

    IdempotencyFilter(IdempotencyStore store, ProblemWriter problems, Transactions tx, Clock clock) {
        this.store = store;
        this.problems = problems;
        this.tx = tx;
        this.clock = clock;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        var path = request.getServletPath(); // decoded, as routing sees it
        return !request.getMethod().equals("POST")
                || request.getHeader(HEADER) == null
                || !path.startsWith("/api/v1/")
                || path.startsWith("/api/v1/webhooks/")
                || SECRET_ANSWERS.contains(path);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var key = request.getHeader(HEADER).strip();
        if (key.isEmpty() || key.length() > KEY_MAX || !key.chars().allMatch(c -> c > 32 && c < 127)) {
            problems.write(response, Problem.badRequest("invalid_idempotency_key", "Idempotency-Key is 1 to 255 visible characters"));
            return;
        }
        var body = request.getInputStream().readAllBytes();
        var scope = request.getUserPrincipal() == null ? "anonymous" : request.getUserPrincipal().getName();
        var hash = hash(request, body);
        var now = clock.instant();
        var claim = tx.execute(() -> store.claim(scope, key, hash, now, now.plus(LOCK), now.plus(Duration.ofHours(KEEP_HOURS))));
        switch (claim) {
            case Claim.Run _ -> run(scope, key, new BufferedRequest(request, body), response, chain);
            case Claim.Done done -> replay(done, response);
            case Claim.OtherInput _ -> problems.write(response, Problem.unprocessable(
                    "idempotency_key_reused", "This Idempotency-Key was used for another request"));
            case Claim.Running _ -> {
                response.setHeader("Retry-After", "1");
                problems.write(response, Problem.conflict("request_in_progress", "The same request is still running; repeat it in a moment"));
            }
        }
    }

    private void run(String scope, String key, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var caching = new ContentCachingResponseWrapper(response);
        boolean finished = false;
        try {
            chain.doFilter(request, caching);
            int status = caching.getStatus();
            if (status < 500 && !NOT_REMEMBERED.contains(status)) {
                tx.run(() -> store.finish(scope, key, status, caching.getContentType(), caching.getContentAsByteArray()));
                finished = true;
            }
        } finally {
            if (!finished) {
                tx.run(() -> store.release(scope, key));
            }
        }
        caching.copyBodyToResponse();
    }

    private static void replay(Claim.Done done, HttpServletResponse response) throws IOException {
        response.setStatus(done.status());
        response.setHeader("Idempotent-Replayed", "true");
        if (done.type() != null) {
            response.setContentType(done.type());
        }
        if (done.body() != null) {
            response.getOutputStream().write(done.body());
        }
    }

    private static String hash(HttpServletRequest request, byte[] body) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var query = request.getQueryString() == null ? "" : request.getQueryString();
            digest.update((request.getRequestURI() + "?" + query + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
