package io.threadline.routing.intake;

import io.threadline.contracts.routing.AgentRequested;
import io.threadline.contracts.routing.RequestCompleted;
import io.threadline.contracts.routing.RequestWithdrawn;
import io.threadline.contracts.routing.RoutingRequest;
import io.threadline.routing.core.Input;
import io.threadline.routing.intake.language.LanguageGuess;

/**
 * Chooses queue and language of a request before it becomes an input, so that what the engine does
 * depends on nothing but the log.
 */
public final class Triage {
  private final String defaultQueue;
  private final LanguageGuess languages = new LanguageGuess();

  /**
   * @param defaultQueue for requests that name no queue, or one that is not there
   */
  public Triage(String defaultQueue) {
    this.defaultQueue = defaultQueue;
  }

  /** Loads what takes time, before the first request waits for it. */
  public void warmUp() {
    languages.load();
  }

  /** The input that a request is. */
  public Input input(RoutingRequest request, Catalogue catalogue) {
    return switch (request) {
      case AgentRequested asked -> enqueue(asked, catalogue);
      case RequestWithdrawn withdrawn ->
          new Input.Withdraw(withdrawn.ticketId(), withdrawn.reason());
      case RequestCompleted completed ->
          new Input.Complete(completed.ticketId(), completed.resolvedBy());
    };
  }

  private Input enqueue(AgentRequested asked, Catalogue catalogue) {
    String hint = asked.queueHint();
    String queue = hint != null && catalogue.queues().contains(hint) ? hint : defaultQueue;
    return new Input.Enqueue(
        asked.ticketId(),
        asked.conversationId(),
        asked.channel().name(),
        queue,
        languages.guess(asked.text(), catalogue.languages(), asked.languageHint()),
        asked.priority(),
        asked.preferredAgent(),
        asked.reopened(),
        asked.requestedAt());
  }
}
