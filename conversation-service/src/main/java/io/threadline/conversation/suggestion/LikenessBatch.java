package io.threadline.conversation.suggestion;

import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.contracts.conversation.ConversationEvent;
import io.threadline.contracts.conversation.CustomerChanged;
import io.threadline.contracts.conversation.CustomersMerged;
import io.threadline.contracts.conversation.CustomersUnmerged;
import io.threadline.contracts.conversation.Direction;
import io.threadline.contracts.conversation.IdentityAttached;
import io.threadline.contracts.conversation.IdentityDetached;
import io.threadline.contracts.conversation.MessageAppended;
import io.threadline.conversation.core.Words;
import io.threadline.conversation.likeness.Agreement;
import io.threadline.conversation.likeness.Likeness;
import io.threadline.conversation.likeness.Person;
import io.threadline.conversation.likeness.Population;
import io.threadline.conversation.suggestion.Mentions.Mention;
import io.threadline.conversation.suggestion.PersonReader.People;
import io.threadline.conversation.suggestion.SuggestionStore.Found;
import io.threadline.conversation.suggestion.SuggestionStore.Pair;
import io.threadline.platform.database.RowArrays;
import io.threadline.platform.inbox.BatchHandler;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Compares customers with others whenever something about them changes. It follows the published
 * events, so that taking a message costs nothing for it.
 */
public final class LikenessBatch implements BatchHandler {
  private static final int MAX_REASONS = 5;

  private static final String NOTE =
      """
      INSERT INTO customer_trait (tenant_id, customer_id, trait, value, noted_at)
      SELECT threadline_tenant(), customer_id, trait, value, at
      FROM unnest(?::uuid[], ?::text[], ?::text[], ?::timestamptz[])
        AS t(customer_id, trait, value, at)
      WHERE EXISTS (SELECT FROM customer WHERE id = t.customer_id)
      ORDER BY customer_id, trait, value
      ON CONFLICT DO NOTHING
      """;

  private final Clock clock;

  public LikenessBatch(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void apply(Connection connection, UUID tenant, List<Envelope<Event>> events)
      throws SQLException {
    Set<UUID> touched = new HashSet<>();
    List<Noted> noted = new ArrayList<>();
    for (Envelope<Event> envelope : events) {
      if (envelope.data() instanceof ConversationEvent event) {
        touch(event, touched, noted);
      }
    }
    if (touched.isEmpty()) {
      return;
    }
    note(connection, noted);
    compare(connection, touched);
  }

  private record Noted(MessageAppended message, Mention mention) {}

  private static void touch(ConversationEvent event, Set<UUID> touched, List<Noted> noted) {
    switch (event) {
      case IdentityAttached _, IdentityDetached _, CustomerChanged _ ->
          touched.add(event.customerId());
      case CustomersMerged merged ->
          touched.addAll(List.of(merged.customerId(), merged.absorbedCustomerId()));
      case CustomersUnmerged unmerged ->
          touched.addAll(List.of(unmerged.customerId(), unmerged.restoredCustomerId()));
      case MessageAppended message when message.direction() == Direction.INBOUND -> {
        for (Mention mention : Mentions.in(message.text())) {
          noted.add(new Noted(message, mention));
          touched.add(message.customerId());
        }
      }
      default -> {}
    }
  }

  private static void note(Connection connection, List<Noted> noted) throws SQLException {
    if (noted.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(NOTE)) {
      RowArrays.bind(insert, noted)
          .uuid(each -> each.message().customerId())
          .text(each -> Words.of(each.mention().trait()))
          .text(each -> each.mention().address())
          .instant(each -> each.message().at());
      insert.executeUpdate();
    }
  }

  private void compare(Connection connection, Set<UUID> touched) throws SQLException {
    Set<UUID> roots = PersonReader.roots(connection, touched);
    People changed = PersonReader.read(connection, roots);
    Set<UUID> all = new HashSet<>(touched);
    all.addAll(changed.rootOf().keySet());
    LikenessIndex.replace(connection, all, changed.people());
    Map<UUID, Set<UUID>> candidates = LikenessIndex.candidates(connection, changed.people());
    Set<UUID> others = new HashSet<>();
    candidates.values().forEach(others::addAll);
    others.removeAll(roots);
    People compared = PersonReader.read(connection, PersonReader.roots(connection, others));
    Map<UUID, Person> people = new HashMap<>(compared.people());
    people.putAll(changed.people());
    Map<Pair, Found> found = new LinkedHashMap<>();
    if (!candidates.isEmpty()) {
      Population population = LikenessIndex.population(connection, people.values());
      find(population, candidates, people).forEach(each -> found.putIfAbsent(each.pair(), each));
      Map<UUID, UUID> rootOf = new HashMap<>(compared.rootOf());
      rootOf.putAll(changed.rootOf());
      for (Pair pair : SuggestionStore.dismissed(connection, changed.rootOf().keySet())) {
        found.remove(
            Pair.of(
                rootOf.getOrDefault(pair.one(), pair.one()),
                rootOf.getOrDefault(pair.other(), pair.other())));
      }
    }
    SuggestionStore.replace(connection, all, found.values(), clock.instant());
  }

  private static Collection<Found> find(
      Population population, Map<UUID, Set<UUID>> candidates, Map<UUID, Person> people) {
    Likeness likeness = new Likeness(population);
    double enough = population.enough();
    List<Found> found = new ArrayList<>();
    candidates.forEach((customer, others) -> {
      Person person = people.get(customer);
      for (UUID other : others) {
        Person candidate = people.get(other);
        if (person != null && candidate != null) {
          Likeness.Result result = likeness.compare(person, candidate);
          if (result.bits() >= enough) {
            found.add(new Found(customer, other, result.bits(), words(result)));
          }
        }
      }
    });
    return found;
  }

  private static List<String> words(Likeness.Result result) {
    return result.reasons().stream()
        .limit(MAX_REASONS)
        .map(Agreement::words)
        .map(words -> words.replace('\n', ' '))
        .toList();
  }
}
