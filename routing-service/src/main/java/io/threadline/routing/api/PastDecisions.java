package io.threadline.routing.api;

import io.threadline.platform.database.JdbcTransactions;
import io.threadline.platform.problem.ApiException;
import io.threadline.platform.problem.ErrorCode;
import io.threadline.platform.security.Caller;
import io.threadline.routing.core.match.Decision;
import io.threadline.routing.core.match.Verdict;
import io.threadline.routing.store.CoreJson;
import io.threadline.routing.store.Hindsight;
import io.threadline.routing.store.Hindsight.View;
import io.threadline.routing.store.PoolKey;
import jakarta.enterprise.context.RequestScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Why an agent was chosen or not when a decision was made, however long ago. */
@RequestScoped
public class PastDecisions {
  /** A replay keeps a core and a connection busy. */
  private static final Semaphore LOOKING = new Semaphore(2);

  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final int MAX_AGENTS = 1_000;

  private final JdbcTransactions transactions;
  private final Caller caller;

  PastDecisions(JdbcTransactions transactions, Caller caller) {
    this.transactions = transactions;
    this.caller = caller;
  }

  /**
   * Looks at decisions.
   *
   * @param recorded as they lie in the table
   * @param agent whom it is about; null for all
   * @param seq of the one to look at; null for all of them
   */
  List<PastDecision> of(List<String> recorded, @Nullable String agent, @Nullable Long seq) {
    List<Decision> decisions =
        recorded.stream()
            .map(json -> CoreJson.read(json, Decision.class))
            .filter(decision -> seq == null || decision.stamp().seq() == seq)
            .toList();
    if (decisions.isEmpty() && seq != null) {
      throw ApiException.notFound("decision of the ticket with seq", seq);
    }
    List<View> views = look(decisions, agent);
    if (seq != null && views.getFirst() instanceof View.NotRecorded) {
      throw new ApiException(ErrorCode.NOT_RECORDED, unknown(views.getFirst()));
    }
    return views.stream().map(PastDecisions::told).toList();
  }

  private List<View> look(List<Decision> decisions, @Nullable String agent) {
    if (!LOOKING.tryAcquire()) {
      throw new ApiException(
              ErrorCode.TOO_MANY_REQUESTS, "others look at past decisions: ask again soon")
          .retryAfter(Duration.ofSeconds(1));
    }
    try {
      PoolKey key = PoolKey.ofTenant(caller.tenant());
      long deadline = System.nanoTime() + LONGEST.toNanos();
      return transactions.inTenant(
          key.tenant(),
          connection ->
              Hindsight.look(
                  connection, key, decisions, agent, () -> System.nanoTime() - deadline > 0));
    } finally {
      LOOKING.release();
    }
  }

  private static PastDecision told(View view) {
    Decision decision = view.decision();
    List<Verdict> verdicts =
        view instanceof View.Told told
            ? told.verdicts().stream().limit(MAX_AGENTS).toList()
            : List.of();
    return new PastDecision(
        decision.stamp().seq(),
        decision.ordinal(),
        decision.stamp().at(),
        decision.agent(),
        verdicts,
        view instanceof View.Told ? null : unknown(view));
  }

  private static String unknown(View view) {
    Decision decision = view.decision();
    String of = "decision %d of %s".formatted(decision.stamp().seq(), decision.stamp().at());
    return switch (view) {
      case View.Told _ -> of + " is told";
      case View.NotRecorded _ ->
          of
              + ": the log does not reach back to it any more; only what was written down then is left";
      case View.Differs _ ->
          of
              + " was made by version %d of the engine's rules, which is not in force any more (%d is)"
                  .formatted(decision.rulesVersion(), Decision.RULES_VERSION);
      case View.TooLong _ ->
          of
              + " was not reached within %s: ask for it alone with seq=%d"
                  .formatted(LONGEST, decision.stamp().seq());
    };
  }
}
