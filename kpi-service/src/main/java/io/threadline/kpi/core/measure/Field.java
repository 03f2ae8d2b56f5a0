package io.threadline.kpi.core.measure;

import java.util.Locale;

/**
 * One thing that is known, or not yet, of a {@link Subject}. Instants are UTC to the microsecond,
 * PostgreSQL's precision. The same names are columns of the facts and of the recount.
 */
public enum Field {
  /** The ticket was opened. */
  OPENED,
  /** The first public reply by a human; the second if an agent opened the ticket. */
  FIRST_REPLIED,
  /** The ticket was solved for the first time. */
  FIRST_RESOLVED,
  /** The ticket was solved for the last time and not reopened since. */
  RESOLVED,
  /** A solved ticket was opened again for the first time. */
  REOPENED,
  /** The customer's first contact, on any channel, after {@link #FIRST_RESOLVED}. */
  NEXT_CONTACT,
  /** The customer's last contact, on any channel, before {@link #OPENED}. */
  PREVIOUS_CONTACT,
  /** Since when the customer waits for an agent. */
  QUEUED,
  /** The first agent took the ticket. */
  ANSWERED,
  /** The customer left. */
  ABANDONED,
  /** The customer's latest answer to the satisfaction question. */
  RATED,
  /** That answer, 1 to 5: the one field that is a number. */
  SCORE,
  /** The ticket was marked as spam and still is. */
  SPAM,
  /** A message came from the customer. */
  RECEIVED,
  /** A public message was written to the customer, by a human or a bot. */
  SENT,
  /** The first report on the delivery of a message. */
  REPORTED,
  /** Present if a message reached the customer. */
  REACHED,
  /** Present if a message will not arrive. */
  FAILED;

  private final String column = name().toLowerCase(Locale.ROOT);

  /** The column that holds it, as {@code opened_at} or {@code score}. */
  public String column() {
    return isInstant() ? column + "_at" : column;
  }

  /** False for {@link #SCORE}. */
  public boolean isInstant() {
    return this != SCORE;
  }
}
