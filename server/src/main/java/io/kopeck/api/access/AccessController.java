package io.kopeck.api.access;

import io.kopeck.access.Access;
import io.kopeck.api.web.Products;
import io.kopeck.identity.Caller;
import io.kopeck.identity.Parties;
import io.kopeck.identity.Right;
import io.kopeck.kernel.CustomerId;
import io.kopeck.platform.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whether a customer may use a product: asked by the customer, by staff, and by services with a key. */
@RestController
@RequestMapping("/api/v1/access")
@Tag(name = "Access")
class AccessController {

    private final Access access;
    private final Parties parties;
    private final Products products;

    AccessController(Access access, Parties parties, Products products) {
        this.access = access;
        this.parties = parties;
        this.products = products;
    }

    /** True at once: computed from the subscription. */
    @GetMapping("/{customer}")
    @Operation(summary = "Whether the customer may use the product; true at once")
    AccessWire of(Caller caller, @PathVariable UUID customer, @RequestParam(required = false) @Nullable String product) {
        var id = new CustomerId(customer);
        boolean allowed = caller.sees(id) || caller.has(Right.ACCESS_READ);
        if (!allowed || !parties.exists(id)) {
            throw Problem.notFound("The customer");
        }
        var view = access.of(id, products.named(product).code());
        return new AccessWire(view.level().wireName(), view.until(), view.reason());
    }

    /** @param level full, read_only or none @param until the end of what is paid for @param reason the subscription's status */
    record AccessWire(String level, @Nullable Instant until, String reason) {}
}
