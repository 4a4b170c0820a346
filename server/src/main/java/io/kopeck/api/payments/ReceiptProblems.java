package io.kopeck.api.payments;

import io.kopeck.payments.ReceiptContactRequired;
import io.kopeck.platform.problem.Problem;
import io.kopeck.platform.problem.ProblemWriter;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Whatever would take money refuses it alike when the receipt would have nowhere to go. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ReceiptProblems {

    private final ProblemWriter writer;

    ReceiptProblems(ProblemWriter writer) {
        this.writer = writer;
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> noContact(ReceiptContactRequired e) {
        return writer.entity(Problem.conflict(
                "receipt_contact_required", "This payment comes with a receipt: add an e-mail address to your account first"));
    }
}
