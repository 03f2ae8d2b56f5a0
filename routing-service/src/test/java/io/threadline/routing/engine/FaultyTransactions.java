package io.threadline.routing.engine;

import io.threadline.platform.database.DatabaseException;
import io.threadline.platform.database.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Transactions in which a process dies, freezes or loses its connection at a chosen point. */
final class FaultyTransactions implements Transactions {
  private final Transactions real;
  private final AtomicReference<@Nullable Fault> armed = new AtomicReference<>();
  private final CountDownLatch thaw = new CountDownLatch(1);
  private volatile boolean dead;

  FaultyTransactions(Transactions real) {
    this.real = real;
  }

  /** What happens in the next transaction. */
  enum Fault {
    /** kill -9 before its first statement. */
    DIES_BEFORE,
    /** kill -9 after its last statement, before the commit. */
    DIES_BEFORE_COMMIT,
    /** kill -9 after the commit, before anybody is told. */
    DIES_AFTER_COMMIT,
    /** The connection is lost before the commit. */
    LOSES_CONNECTION,
    /** The connection is lost while the commit is under way: it happened, the answer is lost. */
    LOSES_ANSWER,
    /** SIGSTOP before its first statement; it goes on when thawed. */
    FREEZES_BEFORE,
    /** SIGSTOP after its last statement, before the commit; it goes on when thawed. */
    FREEZES_BEFORE_COMMIT
  }

  /** The end of the process: nothing in it catches this. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  void arm(Fault fault) {
    armed.set(fault);
  }

  /** True once the armed fault has struck. */
  boolean struck() {
    return armed.get() == null;
  }

  void thaw() {
    thaw.countDown();
  }

  boolean isDead() {
    return dead;
  }

  /** Transactions of the same process without faults of their own. */
  Transactions deadWithIt() {
    return new Transactions() {
      @Override
      public <T> T asSystem(Work<T> work) {
        live();
        return real.asSystem(work);
      }
    };
  }

  @Override
  public <T> T asSystem(Work<T> work) {
    live();
    Fault fault = armed.getAndSet(null);
    if (fault == null) {
      return real.asSystem(work);
    }
    if (fault == Fault.DIES_BEFORE) {
      die();
    } else if (fault == Fault.FREEZES_BEFORE) {
      freeze();
    }
    T result = real.asSystem(connection -> within(fault, connection, work));
    if (fault == Fault.DIES_AFTER_COMMIT) {
      die();
    }
    return result;
  }

  private <T> T within(Fault fault, Connection connection, Work<T> work) throws SQLException {
    T result = work.apply(connection);
    switch (fault) {
      case DIES_BEFORE_COMMIT -> die();
      case FREEZES_BEFORE_COMMIT -> freeze();
      case LOSES_CONNECTION -> throw new SQLException("cut before the commit", "08006");
      case LOSES_ANSWER -> {
        connection.commit();
        throw new DatabaseException(new SQLException("cut in the commit", "08006"));
      }
      case DIES_BEFORE, DIES_AFTER_COMMIT, FREEZES_BEFORE -> {}
    }
    return result;
  }

  private void live() {
    if (dead) {
      throw new Crash();
    }
  }

  private void die() {
    dead = true;
    throw new Crash();
  }

  private void freeze() {
    try {
      if (!thaw.await(30, TimeUnit.SECONDS)) {
        throw new AssertionError("never thawed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Crash();
    }
  }
}
