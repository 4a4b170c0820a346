package io.kopeck.platform.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.Environment;

/** What has to be set before {@code ENV=production} starts: everything that is missing or well known, in one list. */
final class ProductionRules {

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
        if (ProviderSettings.ALL.stream().noneMatch(provider -> provider.isMentioned(environment))) {
            tellMissing(ProviderSettings.ALL.getFirst(), environment, problems);
        }
        for (var provider : ProviderSettings.ALL) {
            if (provider.isMentioned(environment)) {
                tellMissing(provider, environment, problems);
            }
            provider.wellKnown(environment).forEach(name -> problems.add(name + " has the sandbox's well-known value"));
            if (Mode.isLoopback(URI.create(environment.getProperty(provider.url(), "")))) {
                problems.add(provider.url() + " points to a sandbox on this machine");
            }
        }
        if (isUnset(environment, "SMTP_HOST")) {
            problems.add("SMTP_HOST sends the mails that confirm addresses and reset passwords");
        }
        if (!problems.isEmpty()) {
            throw new BadConfiguration(problems);
        }
    }

    private static void tellMissing(ProviderSettings provider, Environment environment, List<String> problems) {
        provider.missing(environment).forEach(name -> problems.add(name + " is the shop's credential at " + provider.title()));
    }

    private static boolean isUnset(Environment environment, String name) {
        return environment.getProperty(name, "").isBlank();
    }
}
