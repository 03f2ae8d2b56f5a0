package io.threadline.ingest.channel.email.core;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What tells the mails of one mailbox apart: the Message-ID together with a hash of the content,
 * since clients and forms reuse Message-IDs, and the second mail under one must not be lost. A mail
 * that comes twice has the same key.
 */
public final class MailKey {
  private static final int HASH_CHARACTERS = 16;
  private static final Pattern KEY = Pattern.compile("(<.+>)#[0-9a-f]{" + HASH_CHARACTERS + "}");

  private MailKey() {}

  /** The key of a mail, by which it is known outside of this channel. */
  public static String of(String messageId, String contentHash) {
    return messageId + "#" + contentHash.substring(0, HASH_CHARACTERS);
  }

  /** The Message-ID in a key, for In-Reply-To and References; empty if the mail had none. */
  public static Optional<String> messageId(String key) {
    Matcher matcher = KEY.matcher(key);
    if (matcher.matches()) {
      return Optional.of(matcher.group(1));
    }
    return key.startsWith("<") ? Optional.of(key) : Optional.empty();
  }
}
