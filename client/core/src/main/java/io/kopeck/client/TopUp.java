package io.kopeck.client;

import java.net.URI;
import java.util.Objects;
import java.util.UUID;

/**
 * A payment into a wallet that its owner has yet to make.
 *
 * @param confirmationUrl where the owner pays
 */
public record TopUp(UUID paymentId, URI confirmationUrl) {

    public TopUp {
        Objects.requireNonNull(paymentId, "paymentId");
        Objects.requireNonNull(confirmationUrl, "confirmationUrl");
    }
}
