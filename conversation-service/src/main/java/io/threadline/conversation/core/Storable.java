package io.threadline.conversation.core;

import io.threadline.contracts.Attachment;
import io.threadline.contracts.inbound.MessageReceived;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Text that PostgreSQL and JSON take. A customer's message is never lost over a character: NUL and
 * halves of surrogate pairs become U+FFFD, the replacement character. What agents type is refused
 * instead, so that they can correct it.
 */
public final class Storable {
  private static final char REPLACEMENT = '\uFFFD';

  private Storable() {}

  /** The text, with what cannot be stored replaced. */
  public static String text(String text) {
    return isStorable(text) ? text : replaced(text);
  }

  /** The text, with what cannot be stored replaced; null stays null. */
  public static @Nullable String orNull(@Nullable String text) {
    return text == null ? null : text(text);
  }

  /** True if every character can be stored. */
  public static boolean isStorable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return false;
      }
      if (Character.isSurrogate(c)) {
        if (!isPair(text, i)) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /** At most {@code length} characters of a text, never half a pair. */
  public static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    boolean half = Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, half ? length - 1 : length);
  }

  /** The message, with what cannot be stored replaced. */
  public static MessageReceived message(MessageReceived m) {
    return new MessageReceived(
        m.messageId(),
        m.channel(),
        m.channelAccountId(),
        orNull(m.queueHint()),
        orNull(m.languageHint()),
        text(m.from()),
        text(m.address()),
        text(m.to()),
        orNull(m.senderName()),
        text(m.providerMessageId()),
        text(m.contentHash()),
        orNull(m.subject()),
        text(m.text()),
        orNull(m.quotedText()),
        orNull(m.html()),
        m.attachments().stream().map(Storable::attachment).toList(),
        List.copyOf(m.references().stream().map(Storable::text).toList()),
        m.keyword(),
        orNull(m.unsupportedType()),
        m.automatic(),
        m.providerTime(),
        m.receivedAt(),
        m.raw());
  }

  private static Attachment attachment(Attachment a) {
    return new Attachment(
        text(a.reference()), text(a.contentType()), orNull(a.fileName()), a.size(), a.inline());
  }

  private static String replaced(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c) && isPair(text, i)) {
        clean.append(c).append(text.charAt(++i));
      } else {
        clean.append(c == 0 || Character.isSurrogate(c) ? REPLACEMENT : c);
      }
    }
    return clean.toString();
  }

  private static boolean isPair(String text, int at) {
    return Character.isHighSurrogate(text.charAt(at))
        && at + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(at + 1));
  }
}
