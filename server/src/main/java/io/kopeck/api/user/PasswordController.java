package io.kopeck.api.user;

import io.kopeck.api.web.Fields;
import io.kopeck.identity.Caller;
import io.kopeck.identity.Password;
import io.kopeck.identity.Passwords;
import io.kopeck.identity.Passwords.Change;
import io.kopeck.platform.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Forgotten and changed passwords. */
@RestController
@RequestMapping("/api/v1/user/password")
@Tag(name = "User")
final class PasswordController {

    private final Passwords passwords;

    PasswordController(Passwords passwords) {
        this.passwords = passwords;
    }

    record ForgotBody(@Nullable String email) {}

    record ResetBody(@Nullable String token, @Nullable String password) {}

    record ChangeBody(@Nullable String oldPassword, @Nullable String newPassword) {}

    @PostMapping("/forgot")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Ask for a mail with a link; the answer is the same for every address")
    void forgot(@RequestBody ForgotBody body, HttpServletRequest request) {
        var fields = new Fields();
        var email = fields.email("email", body.email());
        fields.throwIfWrong();
        passwords.forgot(email.orElseThrow(), Requests.language(request), Requests.origin(request));
    }

    @PostMapping("/reset")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Set a new password with the token from the mail; all sessions end")
    void reset(@RequestBody ResetBody body) {
        var fields = new Fields();
        var token = fields.token("token", body.token());
        var password = fields.password("password", body.password());
        fields.throwIfWrong();
        if (!passwords.reset(token.orElseThrow(), password.orElseThrow())) {
            throw Problem.badRequest("bad_token", "The link was used already or has expired; ask for a new one");
        }
    }

    @PostMapping("/change")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Replace my password; all my sessions end")
    void change(@RequestBody ChangeBody body, Caller caller, HttpServletResponse response) {
        var fields = new Fields();
        var newPassword = fields.password("new_password", body.newPassword());
        if (body.oldPassword() == null) {
            fields.refuse("old_password", "is missing");
        }
        fields.throwIfWrong();
        var oldPassword = Password.of(String.valueOf(body.oldPassword())).orElseThrow(PasswordController::wrongPassword);
        switch (passwords.change(caller.customer(), oldPassword, newPassword.orElseThrow())) {
            case Change.Changed _ -> { }
            case Change.WrongPassword _ -> throw wrongPassword();
            case Change.TooManyTries(var retryAfter) -> throw Requests.tooManyTries(response, retryAfter);
        }
    }

    private static Problem wrongPassword() {
        return Problem.forbidden("wrong_password", "The old password is wrong");
    }
}
