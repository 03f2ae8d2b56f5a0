package io.threadline.platform.idempotency;

import io.threadline.platform.problem.ApiException;
import io.threadline.platform.problem.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the first answer to a create that carried an {@code Idempotency-Key}, in the
 * transaction of the create: a repeat is answered the same and creates nothing. The advisory lock
 * makes concurrent repeats wait for the first.
 */
public final class IdempotencyKeys {
  private static final int MAX_LENGTH = 200;

  /** An answer: HTTP status and JSON body. */
  public record Answer(int status, String body) {}

  /** Makes the first answer. */
  @FunctionalInterface
  public interface Create {
    Answer run() throws SQLException;
  }

  /**
   * The stored answer of the key, or the one that the create gives now.
   *
   * @param key the client's key; null runs the create without remembering it
   * @param request what is asked, so that a key reused for something else is refused
   */
  public Answer once(
      Connection connection, UUID tenant, @Nullable String key, String request, Create create)
      throws SQLException {
    if (key == null) {
      return create.run();
    }
    if (key.isBlank() || key.length() > MAX_LENGTH) {
      throw ApiException.invalid("Idempotency-Key", key, "send 1 to " + MAX_LENGTH + " characters");
    }
    lock(connection, tenant, key);
    String hash = hash(request);
    Optional<Answer> stored = find(connection, key, hash);
    if (stored.isPresent()) {
      return stored.get();
    }
    Answer answer = create.run();
    store(connection, tenant, key, hash, answer);
    return answer;
  }

  private static void lock(Connection connection, UUID tenant, String key) throws SQLException {
    try (PreparedStatement lock =
        connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")) {
      lock.setString(1, tenant + "|" + key);
      lock.execute();
    }
  }

  private static Optional<Answer> find(Connection connection, String key, String hash)
      throws SQLException {
    try (PreparedStatement find =
        connection.prepareStatement(
            "SELECT request_hash, status, body FROM idempotency_key WHERE key = ?")) {
      find.setString(1, key);
      try (ResultSet row = find.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        if (!row.getString(1).equals(hash)) {
          throw new ApiException(
              ErrorCode.IDEMPOTENCY_KEY_REUSED,
              "Idempotency-Key '" + key + "' was used for another request: send a new key");
        }
        return Optional.of(new Answer(row.getInt(2), row.getString(3)));
      }
    }
  }

  private static void store(
      Connection connection, UUID tenant, String key, String hash, Answer answer)
      throws SQLException {
    try (PreparedStatement store =
        connection.prepareStatement(
            "INSERT INTO idempotency_key (tenant_id, key, request_hash, status, body)"
                + " VALUES (?, ?, ?, ?, ?)")) {
      store.setObject(1, tenant);
      store.setString(2, key);
      store.setString(3, hash);
      store.setInt(4, answer.status());
      store.setString(5, answer.body());
      store.executeUpdate();
    }
  }

  private static String hash(String request) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(request.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
