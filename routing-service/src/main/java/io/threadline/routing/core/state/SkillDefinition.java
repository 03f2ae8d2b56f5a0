package io.threadline.routing.core.state;

import java.util.List;

/**
 * A skill that agents can have.
 *
 * @param neverRelax true if a later step may not do without it
 * @param version counts the changes from 1; 0 for one that was not saved yet
 */
public record SkillDefinition(String name, String displayName, boolean neverRelax, long version)
    implements Entity {
  /** One that was not saved yet. */
  public SkillDefinition(String name, String displayName, boolean neverRelax) {
    this(name, displayName, neverRelax, 0);
  }

  /** As saved in that version. */
  public SkillDefinition saved(long newVersion) {
    return new SkillDefinition(name, displayName, neverRelax, newVersion);
  }

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
    if (version != 0) {
      f.add(version);
    }
  }
}
