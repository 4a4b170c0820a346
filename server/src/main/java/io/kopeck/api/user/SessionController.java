package io.kopeck.api.user;

import io.kopeck.api.web.Fields;
import io.kopeck.api.web.PageOf;
import io.kopeck.identity.Caller;
import io.kopeck.identity.Password;
import io.kopeck.identity.Session;
import io.kopeck.identity.Sessions;
import io.kopeck.identity.Sessions.LogIn;
import io.kopeck.identity.Tokens;
import io.kopeck.platform.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Logging in and out, and the sessions in between. */
@RestController
@RequestMapping("/api/v1/user")
@Tag(name = "User")
final class SessionController {

    private final Sessions sessions;

    SessionController(Sessions sessions) {
        this.sessions = sessions;
    }

    record LogInBody(@Nullable String email, @Nullable String password) {}

    record RefreshBody(@Nullable String refreshToken) {}

    record IssuedTokens(String accessToken, String refreshToken, String tokenType, long expiresIn) {}

    record SessionView(UUID id, Instant createdAt, Instant lastUsedAt, String userAgent, String ip, boolean current) {}

    @PostMapping("/login")
    @Operation(summary = "Log in; the answer is a short-lived access token and a refresh token that works once")
    IssuedTokens logIn(@RequestBody LogInBody body, HttpServletRequest request, HttpServletResponse response) {
        var fields = new Fields();
        var email = fields.email("email", body.email());
        if (body.password() == null) {
            fields.refuse("password", "is missing");
        }
        fields.throwIfWrong();
        var password = Password.of(String.valueOf(body.password())).orElseThrow(SessionController::wrongCredentials);
        return switch (sessions.logIn(email.orElseThrow(), password, Requests.origin(request))) {
            case LogIn.LoggedIn(var tokens) -> toApi(tokens);
            case LogIn.WrongCredentials _ -> throw wrongCredentials();
            case LogIn.TooManyTries(var retryAfter) -> throw Requests.tooManyTries(response, retryAfter);
        };
    }

    @PostMapping("/refresh")
    @Operation(summary = "Exchange a refresh token; using one twice ends the session")
    IssuedTokens refresh(@RequestBody RefreshBody body, HttpServletRequest request) {
        var fields = new Fields();
        var token = fields.token("refresh_token", body.refreshToken());
        fields.throwIfWrong();
        return sessions.refresh(token.orElseThrow(), Requests.origin(request))
                .map(SessionController::toApi)
                .orElseThrow(() -> Problem.unauthorized("bad_refresh_token", "The session has ended; log in again"));
    }

    @PostMapping("/logout")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "End this session")
    void logOut(Caller caller) {
        sessions.logOut(caller);
    }

    @GetMapping("/sessions")
    @Operation(summary = "My sessions")
    PageOf<SessionView> list(Caller caller) {
        return PageOf.all(sessions.list(caller.customer()).stream().map(session -> toApi(session, caller)).toList());
    }

    @DeleteMapping("/sessions/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "End one of my sessions")
    void revoke(@PathVariable UUID id, Caller caller) {
        if (!sessions.revoke(caller.customer(), id)) {
            throw Problem.notFound("The session");
        }
    }

    private static IssuedTokens toApi(Tokens tokens) {
        return new IssuedTokens(tokens.accessToken(), tokens.refreshToken(), "Bearer", tokens.expiresIn().toSeconds());
    }

    private static SessionView toApi(Session session, Caller caller) {
        return new SessionView(session.id(), session.createdAt(), session.lastUsedAt(), session.userAgent(), session.ip(),
                session.id().equals(caller.session()));
    }

    private static Problem wrongCredentials() {
        return Problem.unauthorized("wrong_credentials", "The e-mail address or the password is wrong");
    }
}
