package io.threadline.routing.core.state;

import java.util.List;

/**
 * A skill that agents can have.
 *
 * @param neverRelax true if a later step may not do without it
 */
public record SkillDefinition(String name, String displayName, boolean neverRelax)
    implements Entity {
  @Override
  public String key() {
    return name;
  }

  @Override
  public List<Due> dues() {
    return List.of();
  }

  @Override
  public void describe(Fingerprint f) {
    f.add(name).add(displayName).add(neverRelax ? 1 : 0);
  }
}
