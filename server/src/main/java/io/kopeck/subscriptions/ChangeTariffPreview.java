package io.kopeck.subscriptions;

import io.kopeck.catalog.ChangePolicy;
import io.kopeck.kernel.Money;
import java.time.Instant;

/** What changing the tariff now would come to. */
public sealed interface ChangeTariffPreview {

    /**
     * It would be done.
     *
     * @param charge what would be charged now; zero for a change at the end of the period, which is charged then
     * @param unused the unused share of what was paid; zero for a change at the end of the period
     * @param creditLeft the credit that the customer would have afterwards
     * @param start when the new tariff would begin
     * @param end the end of its first period, at today's expectation
     */
    record Possible(
            ChangePolicy.Way way, Money charge, Money unused, Money creditLeft, Instant start, Instant end)
            implements ChangeTariffPreview {}

    /** It would be refused. */
    record Refused(ChangeTariffResult.Reason reason) implements ChangeTariffPreview {}
}
