package io.threadline.ingest.channel;

import io.threadline.contracts.Channel;
import java.util.Set;

/**
 * What an account of a provider must have.
 *
 * @param channels the channels it can be for
 * @param settings names that must be set
 * @param secrets names that must be set, sealed at rest
 */
public record AccountShape(Set<Channel> channels, Set<String> settings, Set<String> secrets) {}
