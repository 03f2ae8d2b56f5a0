/** Facts of the shop around a customer: orders, refunds, cancellations. */
@NullMarked
package io.threadline.contracts.business;

import org.jspecify.annotations.NullMarked;
