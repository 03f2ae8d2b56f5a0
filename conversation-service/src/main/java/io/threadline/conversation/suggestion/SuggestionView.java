package io.threadline.conversation.suggestion;

import io.threadline.conversation.customer.CustomerView;
import java.time.Instant;
import java.util.List;

/**
 * A customer who may be the same person.
 *
 * @param customer who that is
 * @param bits how strong the evidence is, as a power of two
 * @param reasons sentences for people, the strongest first
 */
public record SuggestionView(
    CustomerView customer, double bits, List<String> reasons, Instant suggestedAt) {}
