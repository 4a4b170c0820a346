package io.kopeck.payments.spi;

/** Opens accounts of one provider: a Spring bean of the adapter's package. */
public interface AcquirerProvider {

    /** The provider's name in the catalog, in URLs and in the database, such as {@code yookassa}. */
    String name();

    /**
     * Opens an account.
     *
     * @throws IllegalArgumentException naming the missing or malformed setting
     */
    Acquirer open(AccountSettings settings);
}
