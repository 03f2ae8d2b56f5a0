package io.threadline.platform.inbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a consumer has come, in PostgreSQL. Taking over a partition raises its epoch, so whoever
 * held it before can commit nothing more.
 */
final class PositionStore {
  private static final String TAKE_OVER =
      """
      INSERT INTO consumer_position AS p (consumer, topic, partition, next_offset, epoch)
      VALUES (?, ?, ?, 0, 1)
      ON CONFLICT (consumer, topic, partition) DO UPDATE SET epoch = p.epoch + 1
      RETURNING next_offset, epoch
      """;
  private static final String ADVANCE =
      """
      UPDATE consumer_position SET next_offset = ?
      WHERE consumer = ? AND topic = ? AND partition = ? AND epoch = ?
      """;

  private final String consumer;

  PositionStore(String consumer) {
    this.consumer = consumer;
  }

  /** Where a partition stands. */
  record Position(long nextOffset, long epoch) {}

  /** Takes the partition from whoever had it. */
  Position takeOver(Connection connection, TopicPartition partition) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TAKE_OVER)) {
      statement.setString(1, consumer);
      statement.setString(2, partition.topic());
      statement.setInt(3, partition.partition());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return new Position(row.getLong(1), row.getLong(2));
      }
    }
  }

  /**
   * Moves on, which also locks the positions for the rest of the transaction.
   *
   * @throws FencedException if somebody else took a partition over
   */
  void advance(Connection connection, Map<TopicPartition, Position> next) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ADVANCE)) {
      for (Map.Entry<TopicPartition, Position> entry : next.entrySet()) {
        statement.setLong(1, entry.getValue().nextOffset());
        statement.setString(2, consumer);
        statement.setString(3, entry.getKey().topic());
        statement.setInt(4, entry.getKey().partition());
        statement.setLong(5, entry.getValue().epoch());
        statement.addBatch();
      }
      for (int updated : statement.executeBatch()) {
        if (updated == 0) {
          throw new FencedException(consumer);
        }
      }
    }
  }

  /** Another instance has taken over a partition of this batch. */
  static final class FencedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FencedException(String consumer) {
      super("a partition of " + consumer + " was taken over by another instance");
    }
  }
}
