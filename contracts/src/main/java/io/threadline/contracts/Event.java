package io.threadline.contracts;

/**
 * The data of one event: a fact that happened, in the past tense, and is never taken back. Each
 * topic's events are a sealed family in a package of their own; {@link EventType} lists them all.
 */
public interface Event {

  /**
   * The key of the record on its topic. Events with the same key keep their order; {@link Topic}
   * says what the key of each topic is.
   */
  String partitionKey();
}
