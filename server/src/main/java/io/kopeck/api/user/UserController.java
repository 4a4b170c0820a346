package io.kopeck.api.user;

import io.kopeck.api.web.Fields;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.kopeck.identity.Caller;
import io.kopeck.identity.Users;
import io.kopeck.identity.Users.SignUp;
import io.kopeck.platform.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signing up, confirming the address, and who I am. */
@RestController
@RequestMapping("/api/v1/user")
@Tag(name = "User")
final class UserController {

    private final Users users;

    UserController(Users users) {
        this.users = users;
    }

    record SignUpBody(@Nullable String email, @Nullable String password) {}

    /** @param confirmToken only in sandbox mode */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SignedUp(UUID id, String email, boolean confirmed, @Nullable String confirmToken) {}

    record TokenBody(@Nullable String token) {}

    record Confirmed(UUID id, boolean confirmed) {}

    record Me(UUID id, @Nullable String email, boolean confirmed, Set<String> roles) {}

    @PostMapping("/signup")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Sign up; a mail with a link confirms the address")
    SignedUp signUp(@RequestBody SignUpBody body, HttpServletRequest request, HttpServletResponse response) {
        var fields = new Fields();
        var email = fields.email("email", body.email());
        var password = fields.password("password", body.password());
        fields.throwIfWrong();
        var result = users.signUp(
                email.orElseThrow(), password.orElseThrow(), Requests.language(request), Requests.origin(request));
        return switch (result) {
            case SignUp.SignedUp done -> new SignedUp(
                    done.customer().value(), email.orElseThrow().value(), false, done.confirmToken());
            case SignUp.EmailTaken _ -> throw Problem.conflict(
                    "email_taken", "This address is in use; log in, or ask for a new password");
            case SignUp.TooManyTries(var retryAfter) -> throw Requests.tooManyTries(response, retryAfter);
        };
    }

    @PostMapping("/confirm")
    @Operation(summary = "Confirm the address with the token from the mail")
    Confirmed confirm(@RequestBody TokenBody body) {
        var fields = new Fields();
        var token = fields.token("token", body.token());
        fields.throwIfWrong();
        return users.confirm(token.orElseThrow())
                .map(customer -> new Confirmed(customer.value(), true))
                .orElseThrow(() -> Problem.badRequest("bad_token", "The link was used already or has expired"));
    }

    @PostMapping("/confirm/resend")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Send the confirming mail again")
    void resend(Caller caller, HttpServletRequest request) {
        users.resendConfirmation(caller.customer(), Requests.origin(request));
    }

    @GetMapping("/me")
    @Operation(summary = "Who I am, with the roles I hold now")
    Me me(Caller caller) {
        var customer = caller.customer();
        var user = users.find(customer).orElseThrow(() -> Problem.notFound("The user"));
        return new Me(customer.value(), user.email(), user.confirmed(), users.roles(customer));
    }
}
