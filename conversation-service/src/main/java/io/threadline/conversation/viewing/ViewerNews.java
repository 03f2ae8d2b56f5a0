package io.threadline.conversation.viewing;

import io.threadline.conversation.viewing.ViewerStore.Watched;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Listens to PostgreSQL's notifications on a connection of its own. */
final class ViewerNews implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ViewerNews.class);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final int WAIT_MILLIS = 500;

  private final Consumer<Watched> changed;
  private final Runnable missed;
  private volatile boolean running = true;
  private @Nullable Thread listening;

  /**
   * @param changed told of each thread whose viewers have changed
   * @param missed told when changes may have been missed
   */
  ViewerNews(Consumer<Watched> changed, Runnable missed) {
    this.changed = changed;
    this.missed = missed;
  }

  void start(DataSource source) {
    listening = Thread.ofPlatform().name("viewer-news").daemon().start(() -> run(source));
  }

  @Override
  public void close() {
    running = false;
    if (listening != null) {
      try {
        listening.join(Duration.ofSeconds(2));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void run(DataSource source) {
    while (running) {
      try (Connection connection = source.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("LISTEN " + ViewerStore.CHANNEL);
        missed.run();
        listen(connection.unwrap(PGConnection.class));
        statement.execute("UNLISTEN " + ViewerStore.CHANNEL);
      } catch (SQLException | RuntimeException e) {
        LOG.warnf("news of viewers will be listened to again: %s", e.getMessage());
        pause();
      }
    }
  }

  private void listen(PGConnection connection) throws SQLException {
    while (running) {
      PGNotification[] heard = connection.getNotifications(WAIT_MILLIS);
      if (heard == null) {
        continue;
      }
      Set<Watched> threads = new LinkedHashSet<>();
      for (PGNotification one : heard) {
        Watched.parse(one.getParameter()).ifPresent(threads::add);
      }
      threads.forEach(changed);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(RETRY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
