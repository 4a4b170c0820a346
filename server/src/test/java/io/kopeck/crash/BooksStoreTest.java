package io.kopeck.crash;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kopeck.testing.Books;
import io.kopeck.testing.Platform;
import io.kopeck.testing.Sql;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The comparison of books that all these tests end with does notice a kopeck. */
class BooksStoreTest {

    private final Platform platform = CrashPlatform.SHARED;
    private final Sql sql = new Sql(platform.database());
    private final UUID anna = Subscriber.subscribed(platform).customer().id();

    @AfterEach
    void compareBooks() {
        Books.expectEqualAndAtRest(platform);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            payments.payment set settled_minor = settled_minor + 1 where ; payments.payment set settled_minor = settled_minor - 1 where
            payments.attempt set provider_payment_id = provider_payment_id || 'x' where ; \
            payments.attempt set provider_payment_id = rtrim(provider_payment_id, 'x') where
            payments.refund set amount_minor = amount_minor + 1 where ; payments.refund set amount_minor = amount_minor - 1 where
            """)
    void comparisonNoticesOneKopeck(String change, String back) {
        sql.change("update " + change + " customer_id = ?", anna);
        try {
            assertThatThrownBy(() -> Books.expectEqual(platform)).isInstanceOf(AssertionError.class);
        } finally {
            sql.change("update " + back + " customer_id = ?", anna);
        }
    }
}
