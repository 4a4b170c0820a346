package io.kopeck.kernel;

import java.util.Arrays;
import java.util.Optional;

/** The currencies kopeck charges in, with the number of decimal digits each is counted to. */
public enum Currency {
    RUB(2),
    USD(2),
    EUR(2),
    KZT(2),
    BYN(2),
    UAH(2),
    UZS(2),
    TRY(2),
    MDL(2),
    AZN(2),
    AMD(2);

    private final int digits;

    Currency(int digits) {
        this.digits = digits;
    }

    /** Decimal digits of the minor unit: 2 for kopecks. */
    public int digits() {
        return digits;
    }

    /** The currency with this ISO 4217 code, or empty when kopeck does not know it. */
    public static Optional<Currency> of(String code) {
        return Arrays.stream(values()).filter(c -> c.name().equals(code)).findFirst();
    }
}
