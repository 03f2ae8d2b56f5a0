package io.threadline.ingest.channel;

import io.threadline.contracts.outbound.SendRequested;
import io.threadline.ingest.account.ChannelAccount;
import io.threadline.ingest.delivery.core.Outcome;
import java.util.Optional;

/** A channel that hands a message to its provider. */
public interface Sender {

  /** The provider's name in accounts. */
  String provider();

  /**
   * Why the channel's rules forbid this send, found without asking anybody; empty if they do not.
   */
  Optional<Outcome.Failed> forbids(ChannelAccount account, SendRequested message);

  /**
   * One attempt, and only one: whatever retries are right are the dispatcher's. Returns within 30
   * seconds and never throws for what a provider or network does.
   */
  Outcome send(ChannelAccount account, SendRequested message);
}
