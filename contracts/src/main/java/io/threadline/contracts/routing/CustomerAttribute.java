package io.threadline.contracts.routing;

/**
 * Something that is known of a customer and that triage rules may ask about.
 *
 * @param name as "returning"; at most 300 characters, like the value
 */
public record CustomerAttribute(String name, String value) {}
