package io.kopeck.api.user;

import io.kopeck.identity.Callers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The public keys of our access tokens, for services that verify them on their own. */
@RestController
@Tag(name = "User")
final class JwksController {

    private static final Duration CACHED_FOR = Duration.ofMinutes(5);

    private final Callers callers;

    JwksController(Callers callers) {
        this.callers = callers;
    }

    @GetMapping("/.well-known/jwks.json")
    @Operation(summary = "The keys that verify access tokens")
    ResponseEntity<Map<String, Object>> keys() {
        return ResponseEntity.ok().cacheControl(CacheControl.maxAge(CACHED_FOR).cachePublic()).body(callers.publicKeys());
    }
}
