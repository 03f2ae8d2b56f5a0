package io.threadline.ingest.channel.email.core;

import java.util.Optional;
import java.util.UUID;

/** The Message-IDs of our own mail: the id of the message, an {@code @} and our domain. */
public final class OwnMessageId {
  private static final int UUID_LENGTH = 36;

  private OwnMessageId() {}

  /** The message's id in a Message-ID, with or without angle brackets; empty for other people's. */
  public static Optional<UUID> of(String messageId) {
    String bare = messageId.strip();
    String local = bare.startsWith("<") ? bare.substring(1) : bare;
    int at = local.indexOf('@');
    if (at != UUID_LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(UUID.fromString(local.substring(0, at)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
