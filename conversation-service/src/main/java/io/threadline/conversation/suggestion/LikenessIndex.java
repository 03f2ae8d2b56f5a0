package io.threadline.conversation.suggestion;

import io.threadline.conversation.database.Columns;
import io.threadline.conversation.likeness.BlockingKeys;
import io.threadline.conversation.likeness.Person;
import io.threadline.conversation.likeness.Population;
import io.threadline.conversation.likeness.Trait;
import io.threadline.platform.database.RowArrays;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** The index by which customers who may be alike are found, kept as customers change. */
public final class LikenessIndex {
  /** A key that more customers share says too little to compare them all for it. */
  static final int MAX_SHARING = 50;

  /** With how many others a customer is compared at most. */
  static final int MAX_CANDIDATES = 200;

  /** The word that is counted once for everybody. */
  private static final String EVERYBODY = "";

  private static final String FORGET =
      """
      WITH gone AS (
        DELETE FROM likeness_profile WHERE customer_id = ANY (?::uuid[])
        RETURNING customer_id, keys, words
      ), unblocked AS (
        DELETE FROM blocking_key AS b USING (SELECT customer_id, unnest(keys) AS key FROM gone) AS g
        WHERE b.tenant_id = threadline_tenant() AND b.key = g.key AND b.customer_id = g.customer_id
      )
      SELECT unnest(words) AS word FROM gone
      """;

  private static final String REMEMBER =
      """
      INSERT INTO likeness_profile (tenant_id, customer_id, words, keys)
      VALUES (threadline_tenant(), ?, ?, ?)
      """;

  private static final String BLOCK =
      """
      INSERT INTO blocking_key (tenant_id, key, customer_id)
      SELECT threadline_tenant(), key, customer_id FROM unnest(?::bigint[], ?::uuid[])
        AS k(key, customer_id) ORDER BY key, customer_id
      ON CONFLICT DO NOTHING
      """;

  private static final String COUNT =
      """
      INSERT INTO word_count AS w (tenant_id, word, customers)
      SELECT threadline_tenant(), word, more FROM unnest(?::text[], ?::bigint[]) AS n(word, more)
      ORDER BY word
      ON CONFLICT (tenant_id, word) DO UPDATE SET customers = w.customers + excluded.customers
      """;

  private static final String COUNTS =
      """
      SELECT word, customers FROM word_count
      WHERE tenant_id = threadline_tenant() AND word = ANY (?::text[])
      """;

  static final String CANDIDATES =
      """
      SELECT mine.customer_id, mine.key, k.customer_id AS candidate_id
      FROM unnest(?::uuid[], ?::bigint[]) AS mine(customer_id, key)
      CROSS JOIN LATERAL (
        SELECT b.customer_id FROM blocking_key AS b
        WHERE b.tenant_id = threadline_tenant() AND b.key = mine.key
        LIMIT %d) AS k
      """
          .formatted(MAX_SHARING + 1);

  /** Whose an address is that somebody else wrote of. */
  private static final String OWNERS =
      """
      SELECT wanted.customer_id, i.customer_id AS candidate_id
      FROM unnest(?::uuid[], ?::text[]) AS wanted(customer_id, address)
      JOIN identity AS i ON i.tenant_id = threadline_tenant() AND i.address = wanted.address
      """;

  private LikenessIndex() {}

  private record Key(UUID customer, long key) {}

  private record Written(UUID customer, String address) {}

  /**
   * Takes customers out, and puts them in again as they are now. Of whom nothing but a phone number
   * is known, nobody has to be found by: that would cost more than all else about them.
   */
  public static void replace(Connection connection, Collection<UUID> gone, Map<UUID, Person> people)
      throws SQLException {
    SortedMap<String, Long> counts = new TreeMap<>();
    try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
      RowArrays.bind(forget, gone).uuid(id -> id);
      try (ResultSet words = forget.executeQuery()) {
        while (words.next()) {
          counts.merge(Columns.text(words, "word"), -1L, Long::sum);
        }
      }
    }
    List<Key> keys = new ArrayList<>();
    for (Map.Entry<UUID, Person> entry : people.entrySet()) {
      if (!entry.getValue().isDescribed()) {
        continue;
      }
      Set<String> words = new HashSet<>(Population.keys(entry.getValue()));
      words.add(EVERYBODY);
      words.forEach(word -> counts.merge(word, 1L, Long::sum));
      Set<Long> own = keys(entry.getValue());
      own.forEach(key -> keys.add(new Key(entry.getKey(), key)));
      remember(connection, entry.getKey(), words, own);
    }
    counts.values().removeIf(count -> count == 0);
    if (counts.isEmpty() && keys.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(BLOCK)) {
      RowArrays.bind(insert, keys).number(Key::key).uuid(Key::customer);
      insert.executeUpdate();
    }
    try (PreparedStatement upsert = connection.prepareStatement(COUNT)) {
      RowArrays.bind(upsert, counts.entrySet()).text(Map.Entry::getKey).number(Map.Entry::getValue);
      upsert.executeUpdate();
    }
  }

  private static void remember(
      Connection connection, UUID customer, Set<String> words, Set<Long> keys) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(REMEMBER)) {
      insert.setObject(1, customer);
      insert.setArray(2, connection.createArrayOf("text", words.toArray()));
      insert.setArray(3, connection.createArrayOf("int8", keys.toArray()));
      insert.executeUpdate();
    }
  }

  /** Who shares a key with each customer that not too many share. */
  static Map<UUID, Set<UUID>> candidates(Connection connection, Map<UUID, Person> people)
      throws SQLException {
    List<Key> keys = new ArrayList<>();
    people.forEach(
        (customer, person) -> keys(person).forEach(key -> keys.add(new Key(customer, key))));
    Map<Key, Set<UUID>> sharing = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(CANDIDATES)) {
      RowArrays.bind(select, keys).uuid(Key::customer).number(Key::key);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          sharing
              .computeIfAbsent(
                  new Key(Columns.uuid(rows, "customer_id"), rows.getLong("key")),
                  _ -> new HashSet<>())
              .add(Columns.uuid(rows, "candidate_id"));
        }
      }
    }
    Map<UUID, Set<UUID>> candidates = owners(connection, people);
    sharing.forEach((key, customers) -> {
      Set<UUID> own = candidates.computeIfAbsent(key.customer(), _ -> new HashSet<>());
      if (customers.size() <= MAX_SHARING) {
        customers.stream()
            .filter(each -> own.size() < MAX_CANDIDATES && !each.equals(key.customer()))
            .forEach(own::add);
      }
    });
    return candidates;
  }

  /** Whose the addresses are that people wrote of. */
  private static Map<UUID, Set<UUID>> owners(Connection connection, Map<UUID, Person> people)
      throws SQLException {
    List<Written> written = new ArrayList<>();
    people.forEach((customer, person) -> {
      for (Trait trait : List.of(Trait.MENTIONED_EMAIL, Trait.MENTIONED_PHONE)) {
        person.values(trait).forEach(address -> written.add(new Written(customer, address)));
      }
    });
    Map<UUID, Set<UUID>> owners = new HashMap<>();
    if (written.isEmpty()) {
      return owners;
    }
    try (PreparedStatement select = connection.prepareStatement(OWNERS)) {
      RowArrays.bind(select, written).uuid(Written::customer).text(Written::address);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          UUID customer = Columns.uuid(rows, "customer_id");
          UUID owner = Columns.uuid(rows, "candidate_id");
          if (!owner.equals(customer)) {
            owners.computeIfAbsent(customer, _ -> new HashSet<>()).add(owner);
          }
        }
      }
    }
    return owners;
  }

  /** How common the words of these people are among all customers. */
  static Population population(Connection connection, Collection<Person> people)
      throws SQLException {
    Set<String> words = new HashSet<>(Set.of(EVERYBODY));
    people.forEach(person -> words.addAll(Population.keys(person)));
    Map<String, Long> counts = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(COUNTS)) {
      RowArrays.bind(select, words).text(word -> word);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          counts.put(Columns.text(rows, "word"), rows.getLong("customers"));
        }
      }
    }
    return new Population(counts.getOrDefault(EVERYBODY, 0L), counts);
  }

  private static Set<Long> keys(Person person) {
    Set<Long> keys = new HashSet<>();
    BlockingKeys.of(person).forEach(key -> keys.add(hash(key)));
    return keys;
  }

  private static long hash(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
