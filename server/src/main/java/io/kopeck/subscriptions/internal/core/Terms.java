package io.kopeck.subscriptions.internal.core;

import io.kopeck.catalog.CancellationPolicy;
import io.kopeck.catalog.DunningPolicy;
import io.kopeck.kernel.BillingInterval;
import java.time.ZoneId;

/** The rules one subscription lives by: its tariff's interval and its product's policies. */
public record Terms(BillingInterval interval, ZoneId zone, DunningPolicy dunning, CancellationPolicy cancellation) {}
