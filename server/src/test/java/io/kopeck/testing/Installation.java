package io.kopeck.testing;

/** A running server, wherever it runs, with its sandbox and its database. */
public interface Installation {

    Http http();

    SandboxControl sandbox();

    TestPostgres.Database database();

    /** Does everything that is due now, notifications included. */
    void settleDown();
}
