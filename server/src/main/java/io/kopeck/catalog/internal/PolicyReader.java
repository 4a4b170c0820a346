package io.kopeck.catalog.internal;

import io.kopeck.catalog.CancellationPolicy;
import io.kopeck.catalog.ChangePolicy;
import io.kopeck.catalog.DisputePolicy;
import io.kopeck.catalog.DunningMessage;
import io.kopeck.catalog.DunningPolicy;
import io.kopeck.catalog.PausePolicy;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the policies of a product. */
final class PolicyReader {

    private static final int ATTEMPTS_MAX = 30;
    private static final int MESSAGES_MAX = 20;
    private static final int FAILURE_MAX = 60;
    private static final int PAUSE_DAYS_MAX = 366;

    private PolicyReader() {}

    static @Nullable CancellationPolicy cancellation(YamlValue value) {
        var keys = value.keys("trial_ends_at_once", "full_refund_within", "later");
        if (keys == null) {
            return null;
        }
        var trialEndsAtOnce = keys.required("trial_ends_at_once", YamlValue::truth);
        var fullRefundWithin = keys.required("full_refund_within", YamlScalars::duration);
        var later = keys.required("later", choice -> YamlScalars.choice(choice, CancellationPolicy.Later.class));
        if (trialEndsAtOnce == null || fullRefundWithin == null || later == null) {
            return null;
        }
        try {
            return new CancellationPolicy(trialEndsAtOnce, fullRefundWithin, later);
        } catch (IllegalArgumentException e) {
            return value.wrong(String.valueOf(e.getMessage()));
        }
    }

    static @Nullable DunningPolicy dunning(YamlValue value) {
        var keys = value.keys("attempts", "window", "keeps_access", "expires_when_exhausted", "messages");
        if (keys == null) {
            return null;
        }
        var attempts = keys.required("attempts", list -> YamlValue.all(list.items(ATTEMPTS_MAX), YamlScalars::duration));
        var window = keys.required("window", YamlScalars::duration);
        var keepsAccess = keys.required("keeps_access", YamlValue::truth);
        var expires = keys.required("expires_when_exhausted", YamlValue::truth);
        var messages = keys.optional("messages", PolicyReader::messages);
        if (attempts == null || window == null || keepsAccess == null || expires == null) {
            return null;
        }
        try {
            return new DunningPolicy(attempts, window, keepsAccess, expires, messages == null ? List.of() : messages);
        } catch (IllegalArgumentException e) {
            return value.wrong(String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable List<DunningMessage> messages(YamlValue value) {
        var messages = YamlValue.all(value.items(MESSAGES_MAX), PolicyReader::message);
        boolean twice = messages != null
                && new HashSet<>(messages.stream().map(m -> m.occasion() + " " + m.failure()).toList()).size() < messages.size();
        return twice ? value.wrong("names a moment twice") : messages;
    }

    private static @Nullable DunningMessage message(YamlValue value) {
        var keys = value.keys("on", "number", "send");
        if (keys == null) {
            return null;
        }
        var on = keys.required("on", choice -> YamlScalars.choice(choice, DunningMessage.Occasion.class));
        var number = keys.optional("number", failure -> failure.number(1, FAILURE_MAX));
        var send = keys.required("send", name -> YamlScalars.matching(
                name, "[a-z][a-z0-9_]{0,59}", "is a message's name, such as renewal_removed"));
        if (on == null || send == null) {
            return null;
        }
        try {
            return new DunningMessage(on, number, send);
        } catch (IllegalArgumentException e) {
            return value.wrong(String.valueOf(e.getMessage()));
        }
    }

    static @Nullable PausePolicy pause(YamlValue value) {
        var keys = value.keys("days_per_year");
        var days = keys == null ? null : keys.required("days_per_year", number -> number.number(0, PAUSE_DAYS_MAX));
        return days == null ? null : new PausePolicy(days);
    }

    static @Nullable ChangePolicy change(YamlValue value) {
        var keys = value.keys("upgrade", "downgrade");
        if (keys == null) {
            return null;
        }
        var upgrade = keys.required("upgrade", way -> YamlScalars.choice(way, ChangePolicy.Way.class));
        var downgrade = keys.required("downgrade", way -> YamlScalars.choice(way, ChangePolicy.Way.class));
        return upgrade == null || downgrade == null ? null : new ChangePolicy(upgrade, downgrade);
    }

    static @Nullable DisputePolicy disputes(YamlValue value) {
        var keys = value.keys("refund", "chargeback");
        if (keys == null) {
            return null;
        }
        var refund = keys.required("refund", choice -> YamlScalars.choice(choice, DisputePolicy.Rule.class));
        var chargeback = keys.required("chargeback", choice -> YamlScalars.choice(choice, DisputePolicy.Rule.class));
        return refund == null || chargeback == null ? null : new DisputePolicy(refund, chargeback);
    }
}
