package io.threadline.local.simulator;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a person would read of an email. */
final class MailText {

  private MailText() {}

  /**
   * The first plain text part, without the line ending that SMTP adds; empty when there is none.
   */
  static String of(Part message) throws MessagingException, IOException {
    return plain(message).orElse("").stripTrailing();
  }

  /** The header's only or first value, unfolded. */
  static @Nullable String header(Part message, String name) throws MessagingException {
    String[] values = message.getHeader(name);
    return values == null || values.length == 0
        ? null
        : values[0].replaceAll("\r?\n[ \t]+", " ").strip();
  }

  private static Optional<String> plain(Part part) throws MessagingException, IOException {
    if (part.isMimeType("text/plain") && part.getContent() instanceof String text) {
      return Optional.of(text.replace("\r\n", "\n"));
    }
    if (part.getContent() instanceof Multipart parts) {
      for (int index = 0; index < parts.getCount(); index++) {
        Optional<String> found = plain(parts.getBodyPart(index));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }
}
