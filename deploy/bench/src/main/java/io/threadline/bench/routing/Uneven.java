package io.threadline.bench.routing;

import io.threadline.contracts.Presence;
import io.threadline.routing.core.Input;
import io.threadline.routing.core.Outcome;
import io.threadline.routing.core.agent.Skills;
import io.threadline.routing.core.queue.Strategy;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Pools that do not fall into a few profiles, or demands that few or all satisfy. */
@State(Scope.Thread)
public class Uneven {
  private static final int AGENTS = 10_000;
  private static final int SKILLS = 8;
  private static final int RARE = 127;

  private Pool unique = new Pool(Strategy.LEAST_LOADED, null);
  private Pool rare = new Pool(Strategy.LEAST_LOADED, null);
  private Pool hot = new Pool(Strategy.LEAST_LOADED, null);
  private int next;

  @Setup(Level.Trial)
  public void setUp() {
    SplittableRandom random = new SplittableRandom(1);
    unique = new Pool(Strategy.LEAST_LOADED, null);
    rare = new Pool(Strategy.LEAST_LOADED, null);
    hot = new Pool(Strategy.LEAST_LOADED, null);
    for (int i = 0; i < AGENTS; i++) {
      unique.define(i, anySkills(random), 10);
      rare.define(i, skills(i % RARE, i < 3), 10);
      hot.define(i, skills(0, false), 10);
      unique.ready(i);
      rare.ready(i);
      hot.ready(i);
    }
  }

  private static SortedMap<String, Integer> anySkills(SplittableRandom random) {
    SortedMap<String, Integer> levels = new TreeMap<>();
    levels.put(Skills.language("en"), 10);
    for (int k = 0; k < SKILLS; k++) {
      levels.put(Pool.topic(random.nextInt(Pool.TOPICS)), 1 + random.nextInt(10));
    }
    return levels;
  }

  private static SortedMap<String, Integer> skills(int topic, boolean rareToo) {
    SortedMap<String, Integer> levels = new TreeMap<>();
    levels.put(Skills.language("en"), 10);
    levels.put(Pool.topic(topic), 5);
    if (rareToo) {
      levels.put(Pool.topic(RARE), 5);
    }
    return levels;
  }

  @Benchmark
  public Outcome uniqueSignatures() {
    return comeAndGo(unique, next++ % Pool.TOPICS);
  }

  @Benchmark
  public Outcome rareSkill() {
    return comeAndGo(rare, RARE);
  }

  @Benchmark
  public Outcome hotClass() {
    return comeAndGo(hot, 0);
  }

  /** An agent learns and forgets a skill: two definitions, after each the engine is asked. */
  @Benchmark
  public Outcome skillEdit() {
    int agent = next++ % AGENTS;
    hot.define(agent, skills(agent % 2, false), 10);
    hot.apply(new Input.PresenceSet(Pool.login(agent), Presence.AWAY));
    return hot.apply(new Input.PresenceSet(Pool.login(agent), Presence.READY));
  }

  private static Outcome comeAndGo(Pool pool, int requirementClass) {
    UUID id = pool.arrive(requirementClass);
    return pool.apply(new Input.Complete(id, "bench"));
  }
}
