package io.kopeck.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.kernel.CustomerId;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PartiesTest {

    private final IdentityServer server = IdentityServer.shared();
    private final Parties parties = server.bean(Parties.class);

    @Test
    void subjectOfAnotherSystemIsOneCustomerAlsoWhenManyAskAtOnce() throws Exception {
        Callable<CustomerId> ask = () -> parties.ofSubject("telegram", "77001");

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var customers = threads.invokeAll(IntStream.range(0, 8).mapToObj(_ -> ask).toList()).stream().map(done -> done.resultNow()).distinct().toList();

            assertThat(customers).hasSize(1);
            assertThat(parties.findBySubject("telegram", "77001")).contains(customers.getFirst());
            assertThat(parties.subjectOf(customers.getFirst(), "telegram")).contains("77001");
            assertThat(parties.exists(customers.getFirst())).isTrue();
            assertThat(server.bean(Users.class).exists(customers.getFirst())).isFalse();
        }
        assertThat(parties.findBySubject("telegram", "77002")).isEmpty();
    }

    @Test
    void userCanBeTiedToASubjectOfAnotherSystem() {
        var user = new CustomerId(UUID.fromString(server.newPerson().id()));
        var other = new CustomerId(UUID.fromString(server.newPerson().id()));

        assertThat(parties.tie(user, "telegram", "77003")).isTrue();
        assertThat(parties.tie(user, "telegram", "77003")).isTrue();
        assertThat(parties.tie(other, "telegram", "77003")).isFalse();
        assertThat(parties.ofSubject("telegram", "77003")).isEqualTo(user);
    }

    @Test
    void companyIsAPartyButNoUser() {
        var company = parties.openCompany("ООО «Ромашка»");

        assertThat(parties.exists(company)).isTrue();
        assertThat(server.bean(Users.class).find(company)).isEmpty();
        assertThat(parties.exists(new CustomerId(UUID.randomUUID()))).isFalse();
    }
}
