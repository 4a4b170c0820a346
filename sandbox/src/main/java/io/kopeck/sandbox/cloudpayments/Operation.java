package io.kopeck.sandbox.cloudpayments;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The calls of the API: the path below {@code /cloudpayments} and the name in faults and counters. */
enum Operation {
    TEST("test", "test", false),
    CARDS_CHARGE("payments/cards/charge", "charge", true),
    CARDS_AUTH("payments/cards/auth", "charge", true),
    POST_3DS("payments/cards/post3ds", "authenticate", true),
    TOKENS_CHARGE("payments/tokens/charge", "charge", true),
    TOKENS_AUTH("payments/tokens/auth", "charge", true),
    TOKENS_LIST("payments/tokens/list", "list", false),
    CONFIRM("payments/confirm", "capture", true),
    VOID("payments/void", "cancel", true),
    REFUND("payments/refund", "refund", true),
    GET("payments/get", "get", false),
    FIND("payments/find", "get", false),
    FIND_V2("v2/payments/find", "get", false),
    LIST("payments/list", "list", false),
    LIST_V2("v2/payments/list", "list", false),
    NOTIFICATIONS_GET("site/notifications/*/get", "notifications", false),
    NOTIFICATIONS_UPDATE("site/notifications/*/update", "notifications", false),
    CHARGEBACKS("chargebacks/list", "list", false),
    ORDERS_CREATE("orders/create", "create", true),
    ORDERS_CANCEL("orders/cancel", "cancel", true),
    RECEIPT("kkt/receipt", "receipt", true),
    RECEIPT_STATUS("kkt/receipt/status/get", "get", false),
    RECEIPT_GET("kkt/receipt/get", "get", false);

    /** Names of operations in faults and counters. */
    static final Set<String> NAMES = Arrays.stream(values()).map(Operation::faultName).collect(Collectors.toCollection(TreeSet::new));

    private static final Map<String, Operation> BY_PATH = Arrays.stream(values()).collect(Collectors.toMap(o -> o.path, Function.identity()));

    private final String path;
    private final String faultName;
    private final boolean writes;

    Operation(String path, String faultName, boolean writes) {
        this.path = path;
        this.faultName = faultName;
        this.writes = writes;
    }

    /** The calls about notifications carry the type in the path. */
    static @Nullable Operation at(String path) {
        var operation = BY_PATH.get(path.replaceFirst("^(site/notifications/)[^/]+/", "$1*/"));
        return operation == null || path.contains("*") ? null : operation;
    }

    String faultName() {
        return faultName;
    }

    /** Whether a repeat with the same X-Request-ID is answered without processing. */
    boolean writes() {
        return writes;
    }

    boolean twoStage() {
        return this == CARDS_AUTH || this == TOKENS_AUTH;
    }

    /** The cash register's calls take JSON only (reference, 1). */
    boolean jsonOnly() {
        return this == RECEIPT || this == RECEIPT_STATUS || this == RECEIPT_GET;
    }
}
