package io.kopeck.payments.providers.robokassa;

/** Asks how operations stand. */
record Operations(RobokassaApi api, Requests requests) {

    private static final String PATH = "/Merchant/WebService/Service.asmx/OpStateExt";

    /** What one question brought. */
    sealed interface Asked {

        record Known(OperationState state) implements Asked {}

        record Nothing(String cause) implements Asked {}
    }

    Asked ask(String number) {
        return switch (api.get(api.hosts().auth(), PATH, requests.state(number))) {
            case Reply.Text(_, var body) -> {
                var state = OperationState.fromWire(body);
                yield state == null ? new Asked.Nothing("the answer is no operation's state") : new Asked.Known(state);
            }
            case Reply.Nothing(var cause) -> new Asked.Nothing(cause);
        };
    }
}
