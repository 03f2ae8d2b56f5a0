package io.threadline.kpi.core.measure;

/** What is known of one subject, and where it belongs: what measures are taken of. */
public record Observation(Subject subject, Dimensions dimensions, Facts facts) {}
