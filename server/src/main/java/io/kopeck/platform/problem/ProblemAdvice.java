package io.kopeck.platform.problem;

import io.kopeck.platform.tx.StaleState;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.validation.FieldError;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Turns every exception that leaves a controller into a problem document; details of bugs stay in the log. */
@RestControllerAdvice
@Order(0)
class ProblemAdvice {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    private final ProblemWriter writer;

    ProblemAdvice(ProblemWriter writer) {
        this.writer = writer;
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> problem(Problem problem) {
        return writer.entity(problem);
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> stale(StaleState stale) {
        log.info("event=stale_state detail={}", stale.getMessage());
        return writer.entity(Problem.conflict("stale_state", "The object was changed meanwhile; read it and try again"));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> unreadable(HttpMessageNotReadableException e) {
        if (e.getCause() instanceof MismatchedInputException mismatch && !mismatch.getPath().isEmpty()) {
            var path = new StringBuilder();
            for (var reference : mismatch.getPath()) {
                path.append(path.isEmpty() ? "" : ".").append(reference.getPropertyName() == null ? "[]" : reference.getPropertyName());
            }
            return writer.entity(Problem.badRequest("invalid_field", "A field of the body has a wrong value or type")
                    .with("errors", Map.of(path.toString(), "has a wrong value or type")));
        }
        if (e.getCause() instanceof JacksonException) {
            return writer.entity(Problem.badRequest("malformed_json", "The body is not valid JSON"));
        }
        return writer.entity(Problem.badRequest("malformed_body", "The body is missing or cannot be read"));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> invalid(MethodArgumentNotValidException e) {
        var errors = new LinkedHashMap<String, String>();
        for (FieldError error : e.getBindingResult().getFieldErrors()) {
            errors.put(snakeCase(error.getField()), String.valueOf(error.getDefaultMessage()));
        }
        return writer.entity(Problem.badRequest("invalid_field", "A field of the body has a wrong value").with("errors", errors));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> mismatch(MethodArgumentTypeMismatchException e) {
        if (e.getParameter().hasParameterAnnotation(org.springframework.web.bind.annotation.PathVariable.class)
                && e.getRequiredType() == UUID.class) {
            return writer.entity(Problem.notFound("The object"));
        }
        return writer.entity(Problem.badRequest("invalid_parameter", "The parameter " + e.getName() + " has a wrong value"));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> denied(AccessDeniedException e) {
        return writer.entity(Problem.forbidden("forbidden", "You have no right to do this"));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> unauthenticated(AuthenticationException e) {
        return writer.entity(Problem.unauthorized("unauthorized", "Log in first"));
    }

    /** Whether a change under way was carried out is not known: its idempotency key makes a repeat safe. */
    @ExceptionHandler({DataAccessResourceFailureException.class, RecoverableDataAccessException.class, TransactionSystemException.class,
        CannotCreateTransactionException.class})
    ResponseEntity<Map<String, Object>> unreachable(RuntimeException e) {
        log.warn("event=database_unreachable cause={}", e.toString().replaceAll("[\\r\\n]", " "));
        return writer.entity(new Problem(503, "database_unavailable", "The database does not answer at this moment; try again"));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> other(Exception e, HttpServletRequest request) {
        if (e instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            return clientError(known);
        }
        var errorId = UUID.randomUUID().toString();
        log.error("event=unexpected_error error_id={} method={} path={}", errorId, request.getMethod(),
                request.getRequestURI().replaceAll("[\\r\\n]", ""), e);
        return writer.entity(new Problem(500, "internal_error", "Something went wrong on our side; nothing of your data is in this message")
                .with("error_id", errorId));
    }

    private ResponseEntity<Map<String, Object>> clientError(ErrorResponse known) {
        int status = known.getStatusCode().value();
        var problem = switch (status) {
            case 404 -> Problem.notFound("The page");
            case 405 -> new Problem(405, "method_not_allowed", "The method is not allowed here");
            case 406 -> new Problem(406, "not_acceptable", "None of the accepted media types can be produced");
            case 413 -> new Problem(413, "too_large", "The body is too large");
            case 415 -> new Problem(415, "unsupported_media_type", "The body has to be JSON");
            default -> new Problem(status, "invalid_request", "The request is not valid");
        };
        var entity = writer.entity(problem);
        var headers = new HttpHeaders(known.getHeaders());
        headers.setContentType(entity.getHeaders().getContentType());
        headers.setCacheControl(entity.getHeaders().getCacheControl());
        return new ResponseEntity<>(entity.getBody(), headers, entity.getStatusCode());
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(java.util.Locale.ROOT);
    }
}
