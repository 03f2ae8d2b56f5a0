package io.threadline.contracts.conversation;

import org.jspecify.annotations.Nullable;

/**
 * Who wrote a message. Bots never stop a human's clock, so the kind is part of every count.
 *
 * @param agent the login name, for {@link Kind#AGENT}
 */
public record Author(Kind kind, @Nullable String agent) {
  /** The kinds of author. */
  public enum Kind {
    CUSTOMER,
    AGENT,
    BOT
  }

  public static final Author CUSTOMER = new Author(Kind.CUSTOMER, null);
  public static final Author BOT = new Author(Kind.BOT, null);

  /** A colleague, by login name. */
  public static Author agent(String login) {
    return new Author(Kind.AGENT, login);
  }
}
