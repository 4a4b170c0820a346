package io.kopeck.api.sandbox;

import io.kopeck.api.web.Pages;
import io.kopeck.platform.config.Mode;
import io.kopeck.platform.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The time machine's API and page. Outside sandbox mode nothing of this exists. */
@RestController
@RequestMapping("/sandbox")
@Tag(name = "Sandbox")
class SandboxController {

    private final TimeMachine timeMachine;
    private final Pages pages;
    private final Mode mode;

    SandboxController(TimeMachine timeMachine, Pages pages, Mode mode) {
        this.timeMachine = timeMachine;
        this.pages = pages;
        this.mode = mode;
    }

    /** The present moment of the platform. */
    @GetMapping(path = "/clock", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The present moment of the platform")
    ClockWire clock() {
        requireSandbox();
        return new ClockWire(timeMachine.now(), Map.of());
    }

    /** Moves the clock forward and answers when everything due on the way is done, with how much each job did. */
    @PostMapping(path = "/clock", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Move the clock forward; everything due on the way is done then")
    ClockWire advance(@RequestBody Advance body) {
        requireSandbox();
        var done = timeMachine.advance(duration(body.advance()));
        return new ClockWire(timeMachine.now(), done);
    }

    @GetMapping(path = "", produces = MediaType.TEXT_HTML_VALUE)
    @Operation(summary = "The time machine's page")
    ResponseEntity<String> page(HttpServletRequest request) {
        requireSandbox();
        return page(request, false, Map.of());
    }

    @PostMapping(path = "", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE, produces = MediaType.TEXT_HTML_VALUE)
    @Operation(summary = "The time machine's button")
    ResponseEntity<String> advanceByForm(@RequestParam @Nullable String advance, HttpServletRequest request) {
        requireSandbox();
        return page(request, true, timeMachine.advance(duration(advance)));
    }

    private ResponseEntity<String> page(HttpServletRequest request, boolean moved, Map<String, Integer> done) {
        return pages.render("sandbox.jte", 200, request, Map.of("now", timeMachine.now(), "moved", moved, "done", done));
    }

    private void requireSandbox() {
        if (!mode.isSandbox()) {
            throw Problem.notFound("The page");
        }
    }

    /** A duration such as {@code P1D}, {@code PT1H} or {@code P1M} (31 days). */
    private static Duration duration(@Nullable String text) {
        try {
            if (text != null && text.length() <= 40) {
                var parsed = text.contains("T") || !text.matches("P.*[YMW].*")
                        ? Duration.parse(text)
                        : Duration.ofDays(days(Period.parse(text)));
                if (!parsed.isNegative() && parsed.compareTo(TimeMachine.ADVANCE_MAX) <= 0) {
                    return parsed;
                }
            }
        } catch (DateTimeParseException | ArithmeticException e) {
            // answered below like everything else that is no such duration
        }
        throw Problem.badRequest("invalid_field", "A field of the body has a wrong value")
                .with("errors", Map.of("advance", "is an ISO 8601 duration up to P" + TimeMachine.ADVANCE_MAX.toDays() + "D, such as P1D"));
    }

    private static long days(Period period) {
        return period.getYears() * 366L + period.getMonths() * 31L + period.getDays();
    }

    /** @param advance an ISO 8601 duration */
    record Advance(@Nullable String advance) {}

    /** @param done how many items each job handled on the way */
    record ClockWire(Instant now, Map<String, Integer> done) {}
}
