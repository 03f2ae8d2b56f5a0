package io.threadline.routing.intake.rule;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.threadline.platform.database.JdbcTransactions;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The rules in force in this instance, compiled. They are looked for every second, so a rule set
 * that was saved anywhere is in force everywhere within seconds; while the database cannot be
 * reached the last ones stay.
 */
@ApplicationScoped
public class RuleBook {
  private static final Logger LOG = Logger.getLogger(RuleBook.class);

  /** Rules are there before the first request is read. */
  private static final int BEFORE_POOLS = 100;

  private final RuleStore store;
  private final RuleCheck check = new RuleCheck();
  private final TriageConfig config;
  private final Map<UUID, InForce> inForce = new ConcurrentHashMap<>();
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("triage-rules").daemon().factory());

  RuleBook(JdbcTransactions transactions, TriageConfig config) {
    this.store = new RuleStore(transactions);
    this.config = config;
  }

  private record InForce(long version, Rules rules) {}

  void start(@Observes @Priority(BEFORE_POOLS) StartupEvent event) {
    look();
    long millis = config.rulesRefresh().toMillis();
    var _ = scheduler.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    scheduler.shutdown();
  }

  /** The rules of a tenant; none if it has saved none. */
  public Rules of(UUID tenant) {
    InForce found = inForce.get(tenant);
    return found == null ? Rules.NONE : found.rules();
  }

  /** Where the rule sets lie. */
  public RuleStore store() {
    return store;
  }

  /** Takes up, at once, what was saved just now in this instance. */
  public void refresh(UUID tenant) {
    RuleStore.Saved saved = store.current(tenant);
    inForce.compute(
        tenant,
        (_, present) ->
            present != null && present.version() >= saved.version()
                ? present
                : new InForce(
                    saved.version(),
                    check.stored(saved.set(), RuleBook::leftOut).in(saved.version())));
  }

  private void look() {
    try {
      store
          .versions()
          .forEach((tenant, version) -> {
            InForce present = inForce.get(tenant);
            if (present == null || present.version() < version) {
              refresh(tenant);
              LOG.infof("triage rules of tenant %s are in force in version %d", tenant, version);
            }
          });
    } catch (RuntimeException e) {
      LOG.warnf("triage rules cannot be looked for, the last ones stay: %s", e.getMessage());
    }
  }

  private static void leftOut(Fault fault) {
    LOG.errorf("a stored triage rule is left out: %s", fault.sentence());
  }
}
