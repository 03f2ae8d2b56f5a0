package io.threadline.conversation.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Ids that a message refers to. What we send carries our own id of the message (or, in a reply
 * token whose signature ingest has verified, of the ticket) as the local part of its Message-ID, or
 * is known by the id the provider gave it.
 */
public final class ReplyReferences {
  /** The most specific ones come first; nobody needs more. */
  private static final int MAX = 20;

  private ReplyReferences() {}

  /**
   * One reference.
   *
   * @param providerId as sent, without angle brackets
   * @param ownId the id of ours that it carries, if it does
   */
  public record Reference(String providerId, Optional<UUID> ownId) {}

  /** The references worth looking up, most specific first. */
  public static List<Reference> of(List<String> references) {
    List<Reference> result = new ArrayList<>();
    for (String reference : references.subList(0, Math.min(MAX, references.size()))) {
      String bare = bare(Storable.text(reference));
      if (!bare.isEmpty()) {
        result.add(new Reference(bare, ownId(bare)));
      }
    }
    return result;
  }

  /** A Message-ID without blanks and angle brackets. */
  public static String bare(String id) {
    String stripped = id.strip();
    return stripped.startsWith("<") && stripped.endsWith(">")
        ? stripped.substring(1, stripped.length() - 1).strip()
        : stripped;
  }

  private static Optional<UUID> ownId(String bare) {
    int at = bare.indexOf('@');
    String local = at < 0 ? bare : bare.substring(0, at);
    if (local.length() != 36) {
      return Optional.empty();
    }
    try {
      return Optional.of(UUID.fromString(local));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
