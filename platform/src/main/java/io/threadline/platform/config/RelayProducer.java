package io.threadline.platform.config;

import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** The producer that never gives up: of the outbox relay and of dead letters. */
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
public @interface RelayProducer {}
