package io.threadline.routing.intake;

import io.threadline.contracts.Priority;
import io.threadline.contracts.routing.AgentRequested;
import io.threadline.contracts.routing.CustomerAttribute;
import io.threadline.contracts.routing.RequestCompleted;
import io.threadline.contracts.routing.RequestWithdrawn;
import io.threadline.contracts.routing.RoutingRequest;
import io.threadline.contracts.routing.TicketActivity;
import io.threadline.routing.core.Input;
import io.threadline.routing.intake.language.LanguageGuess;
import io.threadline.routing.intake.rule.Facts;
import io.threadline.routing.intake.rule.Needs;
import io.threadline.routing.intake.rule.Rules;
import io.threadline.routing.intake.rule.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a request needs, by the tenant's rules and the language of the text, before it
 * becomes an input: what the engine does depends on nothing but the log. A request is never lost
 * here; where a rule fails or names what is not there, the request goes on as if the rule were not.
 */
public final class Triage {
  /** The attribute of a customer that says which language to assume. */
  private static final String LANGUAGE = "language";

  private final String defaultQueue;
  private final Function<UUID, Rules> rules;
  private final BiConsumer<UUID, Verdict.Skipped> skipped;
  private final LanguageGuess languages = new LanguageGuess();

  /**
   * @param defaultQueue for requests that name no queue, or one that is not there
   * @param rules of a tenant
   * @param skipped told of rules that could not be asked
   */
  public Triage(
      String defaultQueue, Function<UUID, Rules> rules, BiConsumer<UUID, Verdict.Skipped> skipped) {
    this.defaultQueue = defaultQueue;
    this.rules = rules;
    this.skipped = skipped;
  }

  /** Loads what takes time, before the first request waits for it. */
  public void warmUp() {
    languages.load();
  }

  /** The input that a request is. */
  public Input input(UUID tenant, RoutingRequest request, Catalogue catalogue) {
    return switch (request) {
      case AgentRequested asked -> enqueue(tenant, asked, catalogue);
      case TicketActivity activity ->
          new Input.Activity(activity.ticketId(), activity.kind(), activity.at());
      case RequestWithdrawn withdrawn ->
          new Input.Withdraw(withdrawn.ticketId(), withdrawn.reason());
      case RequestCompleted completed ->
          new Input.Complete(completed.ticketId(), completed.resolvedBy());
    };
  }

  private Input enqueue(UUID tenant, AgentRequested asked, Catalogue catalogue) {
    String guessed =
        languages.guess(asked.text(), catalogue.languages(), assumed(asked, catalogue));
    Verdict verdict = verdict(tenant, asked, guessed);
    Needs needs = verdict.needs();
    String queue = needs.queue();
    if (queue != null && !catalogue.queues().contains(queue)) {
      skipped.accept(tenant, new Verdict.Skipped(String.valueOf(verdict.rule()), "unknown-queue"));
      queue = null;
    }
    return new Input.Enqueue(
        asked.ticketId(),
        asked.conversationId(),
        asked.channel().name(),
        queue == null ? hinted(asked.queueHint(), catalogue) : queue,
        needs.language() == null ? guessed : needs.language(),
        needs.priority() == null
            ? asked.priority()
            : Priority.valueOf(needs.priority().toUpperCase(Locale.ROOT)),
        asked.preferredAgent(),
        asked.reopened(),
        asked.requestedAt(),
        needs.skills(),
        verdict.rule(),
        verdict.rule() == null ? null : verdict.version());
  }

  /** The language of a text that does not tell: the customer's, or the channel account's. */
  private static @Nullable String assumed(AgentRequested asked, Catalogue catalogue) {
    String own = attributes(asked.customerAttributes()).get(LANGUAGE);
    return own != null && catalogue.languages().contains(own) ? own : asked.languageHint();
  }

  private String hinted(@Nullable String queue, Catalogue catalogue) {
    return queue != null && catalogue.queues().contains(queue) ? queue : defaultQueue;
  }

  /** A ticket that comes back has been triaged, and maybe transferred since: it stays there. */
  private Verdict verdict(UUID tenant, AgentRequested asked, @Nullable String guessed) {
    Rules inForce = rules.apply(tenant);
    if (asked.reopened() || inForce.isEmpty()) {
      return Verdict.NONE;
    }
    Verdict verdict = inForce.ask(facts(asked, guessed));
    verdict.skipped().forEach(each -> skipped.accept(tenant, each));
    return verdict;
  }

  private Facts facts(AgentRequested asked, @Nullable String guessed) {
    return new Facts(
        asked.channel().name(),
        orEmpty(asked.accountAddress()),
        orEmpty(asked.subject()),
        asked.text(),
        orEmpty(guessed),
        orEmpty(languages.written(asked.text())),
        orEmpty(asked.queueHint()),
        asked.priority().name().toLowerCase(Locale.ROOT),
        attributes(asked.customerAttributes()),
        asked.requestedAt());
  }

  private static Map<String, String> attributes(@Nullable List<CustomerAttribute> given) {
    Map<String, String> attributes = new HashMap<>();
    if (given != null) {
      given.forEach(each -> attributes.put(each.name(), each.value()));
    }
    return attributes;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
