package io.kopeck.sandbox.yookassa;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which operation a method and a path below {@code /yookassa/v3} name. */
record Route(Operation operation, String id) {

    enum Operation {
        CREATE_PAYMENT, GET_PAYMENT, LIST_PAYMENTS, CAPTURE, CANCEL,
        CREATE_REFUND, GET_REFUND, LIST_REFUNDS,
        CREATE_BINDING, GET_METHOD,
        CREATE_RECEIPT, GET_RECEIPT, LIST_RECEIPTS,
        ME;

        boolean isPost() {
            return switch (this) {
                case CREATE_PAYMENT, CAPTURE, CANCEL, CREATE_REFUND, CREATE_BINDING, CREATE_RECEIPT -> true;
                case GET_PAYMENT, LIST_PAYMENTS, GET_REFUND, LIST_REFUNDS, GET_METHOD, GET_RECEIPT, LIST_RECEIPTS, ME -> false;
            };
        }
    }

    /** What a path allows: null for an unknown path, a route without operation for a wrong method. */
    sealed interface Found {
        record Ok(Route route) implements Found {}

        record WrongMethod() implements Found {}

        record UnknownPath() implements Found {}
    }

    static Found find(String method, List<String> path) {
        var id = path.size() > 1 ? path.get(1) : "";
        return switch (path.size()) {
            case 1 -> switch (path.getFirst()) {
                case "payments" -> of(method, id, Operation.CREATE_PAYMENT, Operation.LIST_PAYMENTS);
                case "refunds" -> of(method, id, Operation.CREATE_REFUND, Operation.LIST_REFUNDS);
                case "receipts" -> of(method, id, Operation.CREATE_RECEIPT, Operation.LIST_RECEIPTS);
                case "payment_methods" -> of(method, id, Operation.CREATE_BINDING, null);
                case "me" -> of(method, id, null, Operation.ME);
                default -> new Found.UnknownPath();
            };
            case 2 -> switch (path.getFirst()) {
                case "payments" -> of(method, id, null, Operation.GET_PAYMENT);
                case "refunds" -> of(method, id, null, Operation.GET_REFUND);
                case "receipts" -> of(method, id, null, Operation.GET_RECEIPT);
                case "payment_methods" -> of(method, id, null, Operation.GET_METHOD);
                default -> new Found.UnknownPath();
            };
            case 3 -> switch (path.getFirst() + " " + path.get(2)) {
                case "payments capture" -> of(method, id, Operation.CAPTURE, null);
                case "payments cancel" -> of(method, id, Operation.CANCEL, null);
                default -> new Found.UnknownPath();
            };
            default -> new Found.UnknownPath();
        };
    }

    private static Found of(String method, String id, @Nullable Operation post, @Nullable Operation get) {
        var operation = method.equals("POST") ? post : method.equals("GET") ? get : null;
        return operation == null ? new Found.WrongMethod() : new Found.Ok(new Route(operation, id));
    }
}
