package io.threadline.ingest.channel;

import io.threadline.contracts.Event;

/** What a provider's request turned out to be. */
public sealed interface Parsed {

  /** Something happened: a message, or news of one of ours. */
  record Happened(Event event) implements Parsed {}

  /** Well-formed, and nothing to do: acknowledged and forgotten. */
  record Ignored(String why) implements Parsed {}

  /**
   * It cannot be understood: kept in the vault, refused.
   *
   * @param reason what is wrong with it; never its content
   */
  record Malformed(String reason) implements Parsed {}
}
