package io.kopeck.platform.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers for errors that never reached a controller, in place of Boot's own, which does not speak problem documents. */
@RestController
@io.swagger.v3.oas.annotations.Hidden
class ProblemErrorController implements ErrorController {

    private final ProblemWriter writer;

    ProblemErrorController(ProblemWriter writer) {
        this.writer = writer;
    }

    @RequestMapping("${server.error.path:/error}")
    ResponseEntity<Map<String, Object>> error(HttpServletRequest request) {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
        return writer.entity(switch (status) {
            case 400 -> Problem.badRequest("invalid_request", "The request is not valid");
            case 401 -> Problem.unauthorized("unauthorized", "Log in first");
            case 403 -> Problem.forbidden("forbidden", "You have no right to do this");
            case 404 -> Problem.notFound("The page");
            case 405 -> new Problem(405, "method_not_allowed", "The method is not allowed here");
            case 413 -> new Problem(413, "too_large", "The body is too large");
            default -> status < 500
                    ? new Problem(status, "invalid_request", "The request is not valid")
                    : new Problem(500, "internal_error", "Something went wrong on our side");
        });
    }
}
