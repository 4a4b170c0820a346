package io.kopeck.wallets;

import io.kopeck.kernel.Money;
import io.kopeck.platform.page.Listing;

/**
 * What moved a wallet's money in a period, oldest first.
 *
 * @param opening what was in it when the period began, what was held included
 * @param closing likewise when it ended
 */
public record Statement(Money opening, Money closing, Listing<StatementLine> lines) {}
