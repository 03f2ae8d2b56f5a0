package io.threadline.contracts.business;

import java.math.BigDecimal;

/**
 * An amount of money.
 *
 * @param amount in the currency's main unit, as 12.50
 * @param currency ISO 4217, as {@code EUR}
 */
public record Money(BigDecimal amount, String currency) {}
