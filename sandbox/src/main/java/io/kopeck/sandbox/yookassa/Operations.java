package io.kopeck.sandbox.yookassa;

import io.kopeck.sandbox.engine.Fault;
import io.kopeck.sandbox.engine.FaultKind;
import io.kopeck.sandbox.engine.Faults;
import io.kopeck.sandbox.http.Call;
import io.kopeck.sandbox.yookassa.Route.Operation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Carries out the API's operations: a write at most once per idempotence key, under the fault of its outcome. */
final class Operations {

    /** Names of operations in faults and counters. */
    static final Set<String> NAMES = new java.util.TreeSet<>(Set.of(
            "create", "charge", "capture", "cancel", "refund", "bind", "receipt", "get", "list", "me"));

    private final Shop shop;
    private final ShopState state;
    private final Wire wire;
    private final Faults faults;
    private final Payments payments;
    private final Refunds refunds;
    private final Bindings bindings;
    private final Receipts receipts;

    Operations(Shop shop, ShopState state, Wire wire, Faults faults, Payments payments, Refunds refunds, Bindings bindings, Receipts receipts) {
        this.shop = shop;
        this.state = state;
        this.wire = wire;
        this.faults = faults;
        this.payments = payments;
        this.refunds = refunds;
        this.bindings = bindings;
        this.receipts = receipts;
    }

    static String faultName(Route route, JsonNode body) {
        return switch (route.operation()) {
            case CREATE_PAYMENT -> body.path("payment_method_id").isString() ? "charge" : "create";
            case CAPTURE -> "capture";
            case CANCEL -> "cancel";
            case CREATE_REFUND -> "refund";
            case CREATE_BINDING -> "bind";
            case CREATE_RECEIPT -> "receipt";
            case GET_PAYMENT, GET_REFUND, GET_METHOD, GET_RECEIPT -> "get";
            case LIST_PAYMENTS, LIST_REFUNDS, LIST_RECEIPTS -> "list";
            case ME -> "me";
        };
    }

    /** The text a fault's {@code match} is looked for in: ids and metadata of the request and of the payment it is about. */
    String subject(Route route, JsonNode body) {
        var inBody = Stream.concat(
                Stream.of("payment_id", "payment_method_id", "refund_id").map(name -> body.path(name).asString("")),
                body.path("metadata").properties().stream().map(entry -> entry.getValue().asString("")));
        var refund = state.refunds.find(route.id());
        var payment = state.payments.find(refund != null ? refund.paymentId() : body.path("payment_id").asString(route.id()));
        Stream<String> ofPayment = payment == null ? Stream.empty() : Stream.concat(
                Stream.of(payment.id(), payment.method() == null ? "" : payment.method().id()),
                values(payment.terms().metadata()));
        return Stream.of(Stream.of(route.id()), inBody, ofPayment).flatMap(texts -> texts).collect(Collectors.joining("\n"));
    }

    private static Stream<String> values(Map<String, @Nullable String> metadata) {
        Collection<@Nullable String> values = metadata.values();
        return values.stream().filter(Objects::nonNull).map(String::valueOf);
    }

    ObjectNode read(Route route, Map<String, String> query) {
        return switch (route.operation()) {
            case GET_PAYMENT -> wire.toWire(found(state.payments.find(route.id()), ApiError.unknownPayment()));
            case LIST_PAYMENTS -> wire.list(new ListQuery(query).payments(state.payments));
            case GET_REFUND -> wire.toWire(found(state.refunds.find(route.id()), ApiError.notFound("Refund")));
            case LIST_REFUNDS -> wire.list(new ListQuery(query).refunds(state.refunds));
            case GET_METHOD -> method(route.id());
            case GET_RECEIPT -> wire.toWire(found(state.receipts.find(route.id()), ApiError.notFound("Receipt")));
            case LIST_RECEIPTS -> wire.list(new ListQuery(query).receipts(state.receipts));
            case ME -> wire.me();
            case CREATE_PAYMENT, CAPTURE, CANCEL, CREATE_REFUND, CREATE_BINDING, CREATE_RECEIPT -> throw new AssertionError(route);
        };
    }

    private ObjectNode method(String id) {
        var binding = state.bindings.find(id);
        return binding != null ? wire.toWire(binding) : wire.savedMethod(found(state.saved.get(id), ApiError.notFound("Payment method")));
    }

    private static <T> T found(@Nullable T object, ApiError otherwise) {
        if (object == null) {
            throw otherwise;
        }
        return object;
    }

    /**
     * Carries out a write unless its key was used before. The same request again shows the object as it is now, or the
     * error that burned the key; another request with the key is refused.
     *
     * @param body null: not JSON
     */
    ObjectNode once(String key, Call call, Route route, @Nullable JsonNode body) {
        var hash = hash(call);
        var answered = state.perform(change -> {
            var used = state.keys.find(key, change.now());
            if (used != null) {
                return replayed(used, hash);
            }
            state.checkRoomForKey();
            try {
                var object = write(change, route, body);
                change.remember(new IdempotenceKeys.Used(key, hash, object.id(), null, change.now()));
                return object;
            } catch (ApiError e) {
                if (e.content().status() >= 500) {
                    throw e;
                }
                change.abandon();
                change.remember(new IdempotenceKeys.Used(key, hash, null, e.content(), change.now()));
                return e;
            }
        });
        return switch (answered) {
            case Stored object -> wire.toWire(object);
            case ApiError e -> throw e;
            default -> throw new AssertionError(answered);
        };
    }

    private Object replayed(IdempotenceKeys.Used used, String hash) {
        if (!used.requestHash().equals(hash)) {
            throw ApiError.keyDuplicated();
        }
        return used.error() != null ? new ApiError(used.error()) : state.object(Objects.requireNonNull(used.objectId()));
    }

    private Stored write(Change change, Route route, @Nullable JsonNode body) {
        if (body == null) {
            throw ApiError.invalid(null, "The request body isn't valid JSON");
        }
        var fields = Fields.of(body);
        return switch (route.operation()) {
            case CREATE_PAYMENT -> {
                var request = PaymentRequest.fromWire(fields, shop);
                var fault = outcome(route, body, request.methodId() != null
                        ? Set.of(FaultKind.DECLINE, FaultKind.REQUIRES_3DS, FaultKind.PENDING)
                        : Set.of(FaultKind.DECLINE, FaultKind.REQUIRES_3DS));
                yield request.methodId() != null ? payments.charge(change, request, request.methodId(), fault)
                        : payments.create(change, request, fault);
            }
            case CAPTURE -> payments.capture(change, route.id(), fields.money("amount", Shop.CURRENCY), fields.raw("receipt"));
            case CANCEL -> payments.cancel(change, route.id());
            case CREATE_REFUND -> refunds.create(change, Refunds.Request.fromWire(fields),
                    outcome(route, body, Set.of(FaultKind.REFUND_CANCELED, FaultKind.PENDING)));
            case CREATE_BINDING -> bindings.create(change, fields, outcome(route, body, Set.of(FaultKind.DECLINE, FaultKind.REQUIRES_3DS)));
            case CREATE_RECEIPT -> receipts.create(change, fields);
            case GET_PAYMENT, LIST_PAYMENTS, GET_REFUND, LIST_REFUNDS, GET_METHOD, GET_RECEIPT, LIST_RECEIPTS, ME -> throw new AssertionError(route);
        };
    }

    private @Nullable Fault outcome(Route route, JsonNode body, Set<FaultKind> possible) {
        return faults.strike(YooKassa.NAME, faultName(route, body), possible, () -> subject(route, body));
    }

    private static String hash(Call call) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((call.method() + " " + call.path() + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(call.body()), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
