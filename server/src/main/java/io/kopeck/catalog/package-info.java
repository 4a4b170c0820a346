/**
 * What is sold: products with their policies as data, tariffs whose versions never change once written, and operations that
 * are charged to wallets.
 *
 * <p>Owns products, tariff versions, prices of operations, acquirer account names and {@code catalog.yaml} with its diff. Does
 * not own who bought what, nor any decision: policies are values here, they are applied by the modules that own the state.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {
        "kernel", "audit", "platform :: tx", "platform :: time", "platform :: config", "platform :: problem"})
package io.kopeck.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
