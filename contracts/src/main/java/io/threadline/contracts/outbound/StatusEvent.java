package io.threadline.contracts.outbound;

import io.threadline.contracts.Event;

/** Events of {@code messages.status}. */
public sealed interface StatusEvent extends Event permits DeliveryReported, MailReported {}
