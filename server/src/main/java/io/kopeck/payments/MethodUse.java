package io.kopeck.payments;

import io.kopeck.kernel.CustomerId;
import java.time.Instant;

/** Who uses saved methods learns of their coming and going, inside the same transaction and under the customer's lock. */
public interface MethodUse {

    /** A method was saved and may be charged. */
    void methodSaved(CustomerId customer, MethodId method, Instant now);

    /** A method was removed and is never charged again. */
    void methodRemoved(CustomerId customer, MethodId method, Instant now);
}
