package io.threadline.routing.store.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threadline.contracts.Presence;
import io.threadline.contracts.Priority;
import io.threadline.platform.testkit.GeneratedFile;
import io.threadline.platform.testkit.Repository;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.Outcome;
import io.threadline.routing.core.RoutingEngine;
import io.threadline.routing.core.Stamp;
import io.threadline.routing.core.agent.AgentDefinition;
import io.threadline.routing.core.agent.ChannelLimit;
import io.threadline.routing.core.agent.Ledger;
import io.threadline.routing.core.agent.Skills;
import io.threadline.routing.core.calendar.Hours;
import io.threadline.routing.core.calendar.Interval;
import io.threadline.routing.core.match.Decision;
import io.threadline.routing.core.queue.ChannelPolicy;
import io.threadline.routing.core.queue.Strategy;
import io.threadline.routing.core.requirement.ExprParser;
import io.threadline.routing.core.requirement.Step;
import io.threadline.routing.core.state.CalendarDefinition;
import io.threadline.routing.core.state.Changes;
import io.threadline.routing.core.state.PoolSettings;
import io.threadline.routing.core.state.QueueDefinition;
import io.threadline.routing.core.state.SkillDefinition;
import io.threadline.routing.core.state.Ticket;
import io.threadline.routing.store.CoreJson;
import io.threadline.routing.store.LogBatch;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is packed comes back as it was, whoever packed it. */
class PackedTest {
  private static final Instant START = Instant.parse("2026-03-01T08:00:00.000123Z");

  private static final String SHAPES = "routing-service/src/test/resources/packed-shapes.txt";

  private final RoutingEngine engine = new RoutingEngine("default");
  private final List<LogBatch.Entry> inputs = new ArrayList<>();
  private final List<Decision> decisions = new ArrayList<>();

  @Test
  void aLogComesBackAsItWas() {
    shift();
    LogBatch log = new LogBatch(inputs, decisions);
    assertThat(decisions).isNotEmpty();
    assertThat(LogBatch.of(log.packed())).isEqualTo(log);
    assertThat(log.packed().length).isLessThan(json(log).length / 4);
  }

  @Test
  void theStateComesBackAsItWas() {
    shift();
    Changes changes = engine.drainChanges();
    assertThat(changes.written()).hasSizeGreaterThan(200);
    assertThat(Packed.read(Changes.class, Packed.write(Changes.class, changes))).isEqualTo(changes);
    for (var entity : changes.written()) {
      if (entity instanceof Ticket ticket) {
        assertThat(Packed.read(Ticket.class, Packed.write(Ticket.class, ticket))).isEqualTo(ticket);
      }
    }
  }

  @Test
  void whatWasStoredAsJsonIsRead() {
    shift();
    LogBatch log = new LogBatch(inputs, decisions);
    byte[] json = json(log);
    byte[] marked = new byte[json.length + 1];
    System.arraycopy(json, 0, marked, 1, json.length);
    assertThat(LogBatch.of(marked)).isEqualTo(log);
  }

  @Test
  void componentsAddedSinceAreEmpty() {
    PackWriter older = new PackWriter();
    older.number(2);
    older.number(0);
    Forms.of(String.class).write(older, "sms");
    Forms.of(int.class).write(older, 3);
    assertThat(new RecordForm(GrownSince.class).read(new PackReader(older.finish())))
        .isEqualTo(new GrownSince("sms", 3, 0, null, List.of(), null));
  }

  /** A record that had its first two components in an earlier release. */
  public record GrownSince(
      String channel,
      int weight,
      long millis,
      @Nullable String note,
      List<String> tags,
      @Nullable Instant at) {}

  @Test
  void whatANewerReleaseWroteIsRefused() {
    PackWriter newer = new PackWriter();
    newer.number(99);
    newer.number(0);
    assertThatThrownBy(() -> Packed.read(ChannelLimit.class, newer.finish()))
        .hasMessageContaining("a newer release wrote it");
    assertThatThrownBy(() -> Packed.read(ChannelLimit.class, new byte[] {9}))
        .hasMessageContaining("format 9");
  }

  /**
   * Stored bytes name no components, so these stay where they are and new ones go to the end. With
   * {@code -Dthreadline.write-docs=true} the file gets what was added.
   */
  @Test
  void componentsKeepTheirPlaces() {
    Set<String> shapes = Shapes.of(LogBatch.class);
    shapes.addAll(Shapes.of(Changes.class));
    if (GeneratedFile.writing()) {
      GeneratedFile.check(SHAPES, String.join("\n", shapes) + "\n");
    }
    List<String> released = Repository.text(Repository.root().resolve(SHAPES)).lines().toList();
    assertThat(released).isNotEmpty();
    for (String before : released) {
      String kept = before.substring(0, before.length() - 1);
      assertThat(shapes)
          .as("records that begin as %s", before)
          .anyMatch(now -> now.startsWith(kept));
    }
  }

  private static byte[] json(LogBatch log) {
    return CoreJson.write(log).getBytes(StandardCharsets.UTF_8);
  }

  private void shift() {
    Duration minute = Duration.ofMinutes(1);
    apply(
        new Input.PoolConfigured(
            new PoolSettings(
                minute,
                3,
                minute,
                minute,
                100,
                minute,
                minute,
                new TreeMap<>(Map.of(Priority.HIGH, minute)),
                new TreeMap<>(),
                new ChannelPolicy(1, 100, Ledger.PRIMARY, null))));
    apply(new Input.CalendarDefined(calendar()));
    apply(new Input.SkillDefined(new SkillDefinition("general", "General", false)));
    apply(new Input.SkillDefined(new SkillDefinition("language:en", "English", true)));
    apply(
        new Input.QueueDefined(
            new QueueDefinition(
                "general",
                "General",
                List.of(
                    new Step(ExprParser.parse("language and general >= 3"), minute),
                    new Step(ExprParser.parse("language"), null)),
                Strategy.LEAST_LOADED,
                minute,
                1,
                minute)));
    for (int i = 0; i < 5; i++) {
      Skills skills = new Skills(new TreeMap<>(Map.of("language:en", 10, "general", 2 * i)));
      apply(
          new Input.AgentDefined(
              new AgentDefinition("agent" + i, "Ani \u0587 " + i, skills, 9, new TreeMap<>())));
      apply(new Input.PresenceSet("agent" + i, Presence.READY));
    }
    for (int i = 0; i < 200; i++) {
      UUID id = new UUID(7, i);
      Priority priority = i % 3 == 0 ? Priority.HIGH : Priority.NORMAL;
      apply(new Input.Enqueue(id, id, "sms", "general", "en", priority, null, false, START));
    }
  }

  private static CalendarDefinition calendar() {
    List<Interval> morning = List.of(new Interval(8 * 60, 12 * 60));
    LocalDate holiday = LocalDate.of(2026, 5, 1);
    Hours hours =
        new Hours(
            ZoneId.of("Asia/Yerevan"),
            new TreeMap<>(Map.of(DayOfWeek.MONDAY, morning)),
            new TreeSet<>(List.of(holiday)),
            new TreeMap<>(Map.of(holiday.plusDays(1), morning)));
    return new CalendarDefinition("office", hours, "am", holiday);
  }

  private void apply(Input input) {
    Stamp stamp = new Stamp(engine.seq() + 1, 1, START.plusNanos(engine.seq() * 1_001));
    Outcome outcome = engine.apply(stamp, input);
    inputs.add(new LogBatch.Entry(stamp, new UUID(9, stamp.seq()), input, outcome.reply()));
    decisions.addAll(outcome.decisions());
  }
}
