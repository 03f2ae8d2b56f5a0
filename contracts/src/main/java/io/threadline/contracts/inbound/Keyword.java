package io.threadline.contracts.inbound;

/** A word that carriers reserve, sent as the whole message. */
public enum Keyword {
  /** The sender wants no more messages on this channel. */
  STOP,
  /** The sender wants messages again. */
  START,
  /** The sender asks who we are. */
  HELP
}
