package io.kopeck.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.catalog.Tariff;
import io.kopeck.catalog.TariffId;
import io.kopeck.kernel.BillingInterval;
import io.kopeck.kernel.BillingInterval.Unit;
import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class SoldVersionsTest {

    private static final TariffId ID = new TariffId(new UUID(1, 1));

    private final List<Integer> read = new ArrayList<>();
    private final SoldVersions versions = new SoldVersions();

    @Test
    void readsAVersionOnce() {
        assertThat(versions.get(ID, 1, this::read)).contains(tariff(ID, 1));
        assertThat(versions.get(ID, 1, this::read)).contains(tariff(ID, 1));

        assertThat(read).containsExactly(1);
    }

    @Test
    void asksAgainForWhatDoesNotExist() {
        assertThat(versions.get(ID, 1, (_, _) -> Optional.empty())).isEmpty();

        assertThat(versions.get(ID, 1, this::read)).contains(tariff(ID, 1));
    }

    @Test
    void forgetsWhatWasNotAskedForTheLongest() {
        for (int version = 1; version <= SoldVersions.VERSIONS_MAX; version++) {
            versions.get(ID, version, this::read);
        }
        versions.get(ID, 1, this::read);
        versions.get(ID, SoldVersions.VERSIONS_MAX + 1, this::read);
        read.clear();

        versions.get(ID, 1, this::read);
        versions.get(ID, 2, this::read);

        assertThat(read).containsExactly(2);
        assertThat(versions.size()).isEqualTo(SoldVersions.VERSIONS_MAX);
    }

    private Optional<Tariff> read(TariffId id, int version) {
        read.add(version);
        return Optional.of(tariff(id, version));
    }

    private static Tariff tariff(TariffId id, int version) {
        return new Tariff(id, version, new ProductCode("cinema"), "Неделя", "", new Money(100, Currency.RUB),
                BillingInterval.of(Unit.WEEK), null, null, true);
    }
}
