package io.threadline.ingest.channel.email.core;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The token in {@code support+TOKEN@example.com}: which ticket a reply belongs to. */
public final class ReplyTokens {
  private static final int MAX_TOKEN = 200;

  private ReplyTokens() {}

  /** The token of the first of these recipients that is our mailbox with one. */
  public static Optional<String> find(String mailbox, List<String> recipients) {
    return recipients.stream().flatMap(r -> token(mailbox, r).stream()).findFirst();
  }

  /** The mailbox without its token. */
  public static String withoutToken(String address) {
    int at = address.lastIndexOf('@');
    int plus = address.indexOf('+');
    return plus > 0 && plus < at ? address.substring(0, plus) + address.substring(at) : address;
  }

  private static Optional<String> token(String mailbox, String recipient) {
    int at = recipient.lastIndexOf('@');
    int plus = recipient.indexOf('+');
    boolean ours =
        plus > 0
            && plus < at
            && withoutToken(recipient)
                .toLowerCase(Locale.ROOT)
                .equals(mailbox.toLowerCase(Locale.ROOT));
    String token = ours ? recipient.substring(plus + 1, at) : "";
    return token.isEmpty() || token.length() > MAX_TOKEN ? Optional.empty() : Optional.of(token);
  }
}
