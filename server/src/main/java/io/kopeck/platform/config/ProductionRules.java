package io.kopeck.platform.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.Environment;

/** What has to be set before {@code ENV=production} starts: everything that is missing or well known, in one list. */
final class ProductionRules {

    /** The sandbox's credentials stand in the documentation: nothing real may be guarded by them. */
    private static final String SANDBOX_KEY = "test_kopeck_sandbox_key";

    private ProductionRules() {}

    /** @throws BadConfiguration naming every setting that is missing or wrong */
    static void check(Environment environment) {
        var problems = new ArrayList<String>();
        if (isUnset(environment, "DATABASE_URL") && isUnset(environment, "POSTGRES_HOST")) {
            problems.add("DATABASE_URL (or POSTGRES_HOST and so on) names the database to use");
        }
        if (!environment.getProperty("PUBLIC_URL", "").startsWith("https://")) {
            problems.add("PUBLIC_URL is where customers reach this server, and begins with https://");
        }
        for (var name : List.of("YOOKASSA_SHOP_ID", "YOOKASSA_SECRET_KEY")) {
            if (isUnset(environment, name)) {
                problems.add(name + " is the shop's credential at YooKassa");
            }
        }
        if (SANDBOX_KEY.equals(environment.getProperty("YOOKASSA_SECRET_KEY"))) {
            problems.add("YOOKASSA_SECRET_KEY has the sandbox's well-known value");
        }
        if (Mode.isLoopback(URI.create(environment.getProperty("YOOKASSA_API_URL", "")))) {
            problems.add("YOOKASSA_API_URL points to a sandbox on this machine");
        }
        if (isUnset(environment, "SMTP_HOST")) {
            problems.add("SMTP_HOST sends the mails that confirm addresses and reset passwords");
        }
        if (!problems.isEmpty()) {
            throw new BadConfiguration(problems);
        }
    }

    private static boolean isUnset(Environment environment, String name) {
        return environment.getProperty(name, "").isBlank();
    }
}
