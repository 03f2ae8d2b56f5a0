package io.threadline.ingest.channel;

import io.threadline.ingest.account.ChannelAccount;

/** A channel that is called by its provider over HTTP, at {@code /webhooks/{provider}/{key}}. */
public interface Webhook {

  /** The provider's name in URLs and accounts. */
  String provider();

  /** What its accounts must have. */
  AccountShape shape();

  /** The largest body that is read, in bytes; more is refused with 413. */
  int maxBytes();

  /**
   * True if {@link #parse} may take longer than a millisecond, so that it needs a thread of its
   * own.
   */
  boolean slow();

  /** True if the request was made by the provider for this account. Constant time in the secret. */
  boolean authentic(ChannelAccount account, WebhookRequest request);

  /** What the request says. Pure: the same request gives the same answer, so it can be repeated. */
  Parsed parse(ChannelAccount account, WebhookRequest request, Arrival arrival);

  /** The body of the 200 that tells the provider that we have it. */
  Acknowledgement acknowledgement();

  /**
   * The answer to an accepted request.
   *
   * @param contentType of the body
   */
  record Acknowledgement(String contentType, String body) {}
}
