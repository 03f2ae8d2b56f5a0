package io.threadline.conversation.viewing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.threadline.conversation.viewing.ViewerStore.Watched;
import io.threadline.platform.database.JdbcTransactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Tells connections who else looks at the threads that they look at. */
@ApplicationScoped
public class Viewers {
  private static final Logger LOG = Logger.getLogger(Viewers.class);

  /** How many threads one connection looks at. */
  private static final int MOST = 20;

  private static final int SECONDS_BETWEEN_SWEEPS = 10;

  @Inject JdbcTransactions transactions;
  @Inject DataSource dataSource;
  @Inject ObjectMapper mapper;

  private final Map<Watched, Map<String, Consumer<String>>> watching = new ConcurrentHashMap<>();
  private final Map<String, Set<Watched>> ofSocket = new ConcurrentHashMap<>();
  private final ViewerNews news = new ViewerNews(this::show, this::showAll);
  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("viewer-sweep").daemon().factory());

  /** Who reports: one connection of one agent. */
  public record Watcher(UUID tenant, String agent, String socket, Consumer<String> passing) {}

  void start(@Observes StartupEvent event) {
    news.start(dataSource);
    var _ =
        sweeper.scheduleWithFixedDelay(
            this::sweep, SECONDS_BETWEEN_SWEEPS, SECONDS_BETWEEN_SWEEPS, TimeUnit.SECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    sweeper.shutdown();
    news.close();
  }

  /**
   * A connection looks at a thread; it is told who else does, now and whenever that changes.
   *
   * @return false if it looks at too many
   */
  public boolean looks(Watcher watcher, UUID conversation, boolean typing) {
    Watched thread = new Watched(watcher.tenant(), conversation);
    Set<Watched> own =
        ofSocket.computeIfAbsent(watcher.socket(), _ -> ConcurrentHashMap.newKeySet());
    if (!own.contains(thread) && own.size() >= MOST) {
      return false;
    }
    own.add(thread);
    watching
        .computeIfAbsent(thread, _ -> new ConcurrentHashMap<>())
        .put(watcher.socket(), watcher.passing());
    List<Viewer> now =
        transactions.inTenant(
            watcher.tenant(),
            connection -> {
              ViewerStore.report(connection, thread, watcher.socket(), watcher.agent(), typing);
              return ViewerStore.list(connection, conversation);
            });
    watcher.passing().accept(frame(thread, now));
    return true;
  }

  /** A connection has turned away from a thread. */
  public void leaves(UUID tenant, String socket, UUID conversation) {
    Watched thread = new Watched(tenant, conversation);
    Set<Watched> own = ofSocket.get(socket);
    if (own != null && own.remove(thread)) {
      forget(thread, socket);
    }
  }

  /** A connection is closed. */
  public void closed(String socket) {
    Set<Watched> own = ofSocket.remove(socket);
    if (own != null) {
      own.forEach(thread -> forget(thread, socket));
    }
  }

  private void forget(Watched thread, String socket) {
    watching.computeIfPresent(
        thread,
        (_, sockets) -> {
          sockets.remove(socket);
          return sockets.isEmpty() ? null : sockets;
        });
    try {
      transactions.inTenant(
          thread.tenant(),
          connection -> {
            ViewerStore.left(connection, thread, socket);
            return thread;
          });
    } catch (RuntimeException e) {
      LOG.debugf("a viewer will be swept: %s", e.getMessage());
    }
  }

  /** Who looks at a thread. */
  public List<Viewer> of(UUID tenant, UUID conversation) {
    return transactions.inTenant(tenant, connection -> ViewerStore.list(connection, conversation));
  }

  private void show(Watched thread) {
    Map<String, Consumer<String>> sockets = watching.get(thread);
    if (sockets != null) {
      String frame = frame(thread, of(thread.tenant(), thread.conversation()));
      sockets.values().forEach(passing -> passing.accept(frame));
    }
  }

  private void showAll() {
    List.copyOf(watching.keySet()).forEach(this::show);
  }

  private void sweep() {
    try {
      int gone = transactions.asSystem(ViewerStore::sweep);
      LOG.tracef("%d viewers had gone", gone);
    } catch (RuntimeException e) {
      LOG.debugf("viewers will be swept again: %s", e.getMessage());
    }
  }

  private String frame(Watched thread, List<Viewer> viewers) {
    Map<String, Object> data = Map.of("conversationId", thread.conversation(), "viewers", viewers);
    try {
      return mapper.writeValueAsString(Map.of("type", "viewers", "data", data));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("viewers cannot be written", e);
    }
  }
}
