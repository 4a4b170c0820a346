package io.kopeck.api.billing;

import io.kopeck.api.billing.ResourceWire.PlanWire;
import io.kopeck.api.web.Fields;
import io.kopeck.api.web.PageOf;
import io.kopeck.api.web.Products;
import io.kopeck.catalog.Catalog;
import io.kopeck.catalog.Catalogs;
import io.kopeck.catalog.NewTariff;
import io.kopeck.catalog.Product;
import io.kopeck.catalog.TariffId;
import io.kopeck.identity.Caller;
import io.kopeck.identity.Right;
import io.kopeck.kernel.BillingInterval;
import io.kopeck.kernel.BillingInterval.Unit;
import io.kopeck.kernel.ProductCode;
import io.kopeck.platform.problem.Problem;
import io.kopeck.platform.time.Ids;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Plans (seed B): the tariffs of a product. They are written through the catalog, with its versions and its audit. */
@RestController
@RequestMapping("/api/v1/subscriptions/plans")
@Tag(name = "Subscriptions")
class PlanController {

    private static final int MONTHS_MAX = 120;

    private final Products products;
    private final Catalog catalog;
    private final Catalogs catalogs;
    private final Ids ids;

    PlanController(Products products, Catalog catalog, Catalogs catalogs, Ids ids) {
        this.products = products;
        this.catalog = catalog;
        this.catalogs = catalogs;
        this.ids = ids;
    }

    /**
     * @param title what the customer reads
     * @param sum the price of a period, a decimal string
     * @param currency the product's currency, which is the only one it is sold in; may be left out
     * @param type {@code day}, {@code week}, {@code month}, {@code quarter}, {@code half_year} or {@code year}; this or {@code months}
     * @param months how many months a period has, 1 to 120
     * @param product the product's code; the default product when left out
     */
    record PlanBody(
            @Nullable String title, @Nullable String description, @Nullable String sum, @Nullable String currency, @Nullable String type,
            @Nullable Integer months, @Nullable String product) {}

    /** The plans on sale. */
    @GetMapping
    @Operation(summary = "The plans on sale")
    PageOf<PlanWire> plans(
            Caller caller, @RequestParam(required = false) @Nullable String product, @RequestParam(defaultValue = "1") int page,
            @RequestParam(name = "page_size", defaultValue = "100") int pageSize, HttpServletRequest request) {
        var all = catalog.tariffs(products.named(product).code()).stream().map(PlanWire::of).toList();
        return PageOf.cut(all, new PageOf.Wanted(page, pageSize), request);
    }

    /** The plan, archived or not. */
    @GetMapping("/{id}")
    @Operation(summary = "A plan, archived or not")
    PlanWire plan(Caller caller, @PathVariable UUID id) {
        return catalog.tariff(new TariffId(id)).map(PlanWire::of).orElseThrow(() -> Problem.notFound("The plan"));
    }

    /** Adds a plan to a product. */
    @PostMapping("/new")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Add a plan")
    @ApiResponse(responseCode = "409", description = "As many plans of the product are on sale as may be")
    PlanWire add(Caller caller, @RequestBody PlanBody body, HttpServletRequest request) {
        caller.require(Right.PLANS_WRITE);
        var tariff = tariff(body);
        var key = request.getHeader("Idempotency-Key");
        var id = new TariffId(key == null ? ids.next()
                : UUID.nameUUIDFromBytes(("plan:" + caller.actor() + ":" + key).getBytes(StandardCharsets.UTF_8)));
        return catalogs.add(id, tariff, caller.actor()).map(PlanWire::of).orElseThrow(() ->
                Problem.conflict("too_many_plans", "The product has as many plans on sale as it may have; archive one first"));
    }

    /** Archives a plan: it is not sold any more, what was sold goes on. Again changes nothing. */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Archive a plan; what was sold goes on")
    void archive(Caller caller, @PathVariable UUID id) {
        caller.require(Right.PLANS_WRITE);
        if (!catalogs.archive(new TariffId(id), caller.actor())) {
            throw Problem.notFound("The plan");
        }
    }

    private NewTariff tariff(PlanBody body) {
        var fields = new Fields();
        var product = product(body.product());
        var title = fields.text("title", body.title(), NewTariff.TITLE_LENGTH_MAX);
        var description = Objects.requireNonNullElse(body.description(), "").strip();
        if (description.length() > NewTariff.DESCRIPTION_LENGTH_MAX) {
            fields.refuse("description", "has to have at most " + NewTariff.DESCRIPTION_LENGTH_MAX + " characters");
        }
        var currency = product.map(Product::currency).orElse(catalog.defaultProduct().currency());
        if (product.isEmpty()) {
            fields.refuse("product", "is no product");
        }
        if (body.currency() != null && !body.currency().equals(currency.name())) {
            fields.refuse("currency", "has to be the product's, " + currency);
        }
        var sum = fields.money("sum", body.sum(), currency);
        var interval = interval(fields, body.type(), body.months());
        fields.throwIfWrong();
        return new NewTariff(
                product.orElseThrow().code(), title.orElseThrow(), description, sum.orElseThrow(), interval.orElseThrow(), null);
    }

    private Optional<Product> product(@Nullable String code) {
        if (code == null) {
            return Optional.of(catalog.defaultProduct());
        }
        return ProductCode.isValid(code) ? catalog.product(new ProductCode(code)) : Optional.empty();
    }

    private static Optional<BillingInterval> interval(Fields fields, @Nullable String type, @Nullable Integer months) {
        if (months != null && (months < 1 || months > MONTHS_MAX)) {
            fields.refuse("months", "has to be 1 to " + MONTHS_MAX);
            return Optional.empty();
        }
        if (type == null) {
            if (months == null) {
                fields.refuse("months", "either this or type is needed");
            }
            return Optional.ofNullable(months).map(PlanController::ofMonths);
        }
        var unit = fields.choice("type", type, Arrays.stream(Unit.values()).map(Unit::wireName).toList()).flatMap(Unit::of);
        if (unit.isPresent() && months != null && ofMonths(months).unit() != unit.get()) {
            fields.refuse("months", "has to be left out, or to fit the type");
        }
        return unit.map(known -> months == null ? BillingInterval.of(known) : ofMonths(months));
    }

    private static BillingInterval ofMonths(int months) {
        return switch (months) {
            case 3 -> BillingInterval.of(Unit.QUARTER);
            case 6 -> BillingInterval.of(Unit.HALF_YEAR);
            case 12 -> BillingInterval.of(Unit.YEAR);
            default -> new BillingInterval(Unit.MONTH, months);
        };
    }
}
