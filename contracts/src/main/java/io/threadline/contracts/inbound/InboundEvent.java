package io.threadline.contracts.inbound;

import io.threadline.contracts.Event;

/** Events of {@code messages.inbound}. */
public sealed interface InboundEvent extends Event permits MessageReceived {}
