/**
 * What the program does when it is started: {@code run}, or one of the operator's commands.
 *
 * <p>Owns the command line, its reports and exit codes (0 done, 1 failed or wrong, 2 not understood). Does not own what a
 * command does: checks and catalog live in their modules. Commands other than {@code run} start neither the web server
 * nor any job, and work beside a running server.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {
        "kernel", "catalog", "ledger", "payments", "platform :: config", "platform :: http", "platform :: verify",
        "platform :: postgres"})
package io.kopeck.commands;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
