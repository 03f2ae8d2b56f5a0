package io.threadline.routing.store;

import io.threadline.routing.core.state.Offer;
import io.threadline.routing.store.pack.Packed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Offers that have ended, as many in a row as ended between two writings. Each is part of the state
 * until the moment at which it is forgotten.
 */
public record EndedOffers(List<Offer> offers) {
  private static final String INSERT =
      """
      INSERT INTO offer_ended (tenant_id, pool, forget_at, seq, packed) VALUES (?, ?, ?, ?, ?)
      """;

  private static final String FORGET =
      "DELETE FROM offer_ended WHERE tenant_id = ? AND pool = ? AND forget_at <= ?";

  private static final String READ =
      "SELECT packed FROM offer_ended WHERE tenant_id = ? AND pool = ? AND forget_at > ?";

  private static final int FETCH = 50;

  /** When an ended offer is forgotten; for one that has not ended, never. */
  private static Instant forgotten(Offer offer) {
    Instant at = offer.forgetAt();
    return at == null ? Instant.MAX : at;
  }

  /**
   * Adds them.
   *
   * @param seq the input after which they are as they are
   */
  void write(Connection connection, PoolKey key, long seq) throws SQLException {
    Instant last = Instant.MIN;
    for (Offer offer : offers) {
      last = last.isAfter(forgotten(offer)) ? last : forgotten(offer);
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setObject(1, key.tenant());
      insert.setString(2, key.pool());
      insert.setObject(3, last.atOffset(ZoneOffset.UTC));
      insert.setLong(4, seq);
      insert.setBytes(5, Packed.write(EndedOffers.class, this));
      insert.executeUpdate();
    }
  }

  /** Removes the rows of which nothing is remembered any more. */
  static void forget(Connection connection, PoolKey key, Instant now) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(FORGET)) {
      delete.setObject(1, key.tenant());
      delete.setString(2, key.pool());
      delete.setObject(3, now.atOffset(ZoneOffset.UTC));
      delete.executeUpdate();
    }
  }

  /** Those that were remembered at that time. */
  static List<Offer> read(Connection connection, PoolKey key, Instant at) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(READ)) {
      query.setObject(1, key.tenant());
      query.setString(2, key.pool());
      query.setObject(3, at.atOffset(ZoneOffset.UTC));
      query.setFetchSize(FETCH);
      List<Offer> remembered = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          Packed.read(EndedOffers.class, row.getBytes(1)).offers().stream()
              .filter(offer -> forgotten(offer).isAfter(at))
              .forEach(remembered::add);
        }
      }
      return remembered;
    }
  }
}
