package io.threadline.contracts.outbound;

import io.threadline.contracts.Event;

/** Events of {@code messages.outbound}. */
public sealed interface OutboundEvent extends Event permits SendRequested {}
