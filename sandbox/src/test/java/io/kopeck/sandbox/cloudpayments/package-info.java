/** Tests of the sandbox's CloudPayments through its wire. */
@NullMarked
package io.kopeck.sandbox.cloudpayments;

import org.jspecify.annotations.NullMarked;
