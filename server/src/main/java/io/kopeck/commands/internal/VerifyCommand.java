package io.kopeck.commands.internal;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import io.kopeck.catalog.AcquirerAccount;
import io.kopeck.catalog.Catalog;
import io.kopeck.commands.internal.Report.Line;
import io.kopeck.commands.internal.Report.Verdict;
import io.kopeck.ledger.Postings;
import io.kopeck.payments.PaidPeriods;
import io.kopeck.platform.config.Mode;
import io.kopeck.platform.http.OutboundHttp;
import io.kopeck.platform.verify.AcquirerBookCheck;
import io.kopeck.platform.verify.BookCheck;
import java.io.PrintStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.env.Environment;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Proves the books: every module's checks on one snapshot, and in sandbox mode the sandbox's book beside ours. */
public final class VerifyCommand {

    private static final int FINDINGS_MAX = 11;

    private VerifyCommand() {}

    /** 0 when the books are right, else 1. Changes nothing. */
    public static int run(List<String> settings, PrintStream out, PrintStream terminal) {
        try (var context = CommandContext.start(settings, CommandContext.MigratedDatabase.class, Checks.class)) {
            var report = verify(context, new Progress(terminal, Boolean.getBoolean("kopeck.terminal"), steps(context)));
            report.print(out);
            return report.isRight() ? 0 : 1;
        }
    }

    private static int steps(ApplicationContext context) {
        return context.getBeanNamesForType(BookCheck.class).length + 1;
    }

    private static Report verify(ApplicationContext context, Progress progress) {
        var reading = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
        reading.setReadOnly(true);
        reading.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        var checks = context.getBeanProvider(BookCheck.class).orderedStream().toList();
        var lines = new ArrayList<Line>(Objects.requireNonNull(reading.execute(_ -> checks.stream()
                .map(check -> line(check, progress))
                .toList())));
        if (context.getBean(Mode.class).isSandbox()) {
            progress.begin("comparing with the sandbox's book");
            lines.addAll(sandboxes(context, reading));
            progress.end();
        }
        progress.clear();
        return new Report(lines);
    }

    private static Line line(BookCheck check, Progress progress) {
        progress.begin(check.name());
        var findings = check.findings(FINDINGS_MAX);
        progress.end();
        var verdict = findings.isEmpty() ? Verdict.RIGHT : check.isWarning() ? Verdict.WARNING : Verdict.WRONG;
        return new Line(verdict, check.name(), findings);
    }

    private static List<Line> sandboxes(ApplicationContext context, TransactionTemplate reading) {
        var check = context.getBean(AcquirerBookCheck.class);
        var http = context.getBean(OutboundHttp.class);
        var json = context.getBean(JsonMapper.class);
        var lines = new ArrayList<Line>();
        accountsByApi(context).forEach((api, accounts) -> lines.add(
                new BookComparison(check, reading, new SandboxBook(http, json, api.url(), api.provider()), accounts).compare()));
        return lines;
    }

    private static Map<Api, Set<String>> accountsByApi(ApplicationContext context) {
        var environment = context.getEnvironment();
        return context.getBean(Catalog.class).accounts().stream()
                .filter(account -> account.settings().containsKey("api_url"))
                .collect(groupingBy(account -> api(account, environment), mapping(AcquirerAccount::name, toSet())));
    }

    private static Api api(AcquirerAccount account, Environment environment) {
        var variable = account.settings().get("api_url");
        return new Api(account.provider(), URI.create(environment.getRequiredProperty(variable)));
    }

    /** An acquirer's interface as this server reaches it. */
    private record Api(String provider, URI url) {}

    /** Every module's checks and what they read with. */
    @ComponentScan(
            basePackages = "io.kopeck",
            useDefaultFilters = false,
            includeFilters = @ComponentScan.Filter(
                    type = FilterType.ASSIGNABLE_TYPE,
                    classes = {BookCheck.class, AcquirerBookCheck.class, Postings.class, PaidPeriods.class}))
    static final class Checks {}
}
