package io.threadline.routing.core.agent;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an agent can do, and how well. A language is a skill too, named {@code language:hy}.
 *
 * @param levels 1 to {@link #MAX_LEVEL} by name
 */
public record Skills(SortedMap<String, Integer> levels) {
  public static final int MAX_LEVEL = 10;
  private static final String LANGUAGE = "language:";

  public Skills {
    levels = Collections.unmodifiableSortedMap(new TreeMap<>(levels));
  }

  /** The level, 0 for a skill that the agent lacks. */
  public int level(String skill) {
    return levels.getOrDefault(skill, 0);
  }

  /** The languages (ISO 639) that the agent speaks. */
  public SortedSet<String> languages() {
    SortedSet<String> codes = new TreeSet<>();
    for (String skill : levels.keySet()) {
      if (isLanguage(skill)) {
        codes.add(skill.substring(LANGUAGE.length()));
      }
    }
    return codes;
  }

  /** The name of the skill of speaking a language. */
  public static String language(String code) {
    return LANGUAGE + code;
  }

  /** True for the name of a language's skill, which is never relaxed. */
  public static boolean isLanguage(String skill) {
    return skill.startsWith(LANGUAGE);
  }
}
