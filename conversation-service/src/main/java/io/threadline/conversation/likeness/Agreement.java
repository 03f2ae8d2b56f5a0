package io.threadline.conversation.likeness;

/**
 * What one trait says about two people being one.
 *
 * @param bits how many times, as a power of two, likelier it is to see this of one person than of
 *     two strangers; negative if it speaks against
 */
public record Agreement(Trait trait, Degree degree, double bits, String one, String other) {
  /** How far values agree. */
  public enum Degree {
    SAME,
    CLOSE,
    PARTLY,
    DIFFERENT
  }

  /** The same, as a sentence for people. */
  public String words() {
    return switch (degree) {
      case SAME -> "same %s: %s".formatted(trait.words(), one);
      case CLOSE -> "%s spelled alike: %s, %s".formatted(trait.words(), one, other);
      case PARTLY -> "%s agrees in part: %s, %s".formatted(trait.words(), one, other);
      case DIFFERENT -> "different %s: %s, %s".formatted(trait.words(), one, other);
    };
  }
}
