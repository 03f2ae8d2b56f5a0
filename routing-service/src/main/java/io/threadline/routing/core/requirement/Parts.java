package io.threadline.routing.core.requirement;

import java.util.List;

/**
 * What conditions on conditions have in common. No record, because it keeps its hash: the same few
 * expressions are looked up with every ticket, and each lookup would hash the whole tree anew.
 */
abstract sealed class Parts permits Expr.AllOf, Expr.AnyOf {
  private final List<Expr> parts;
  private final int hash;

  Parts(List<Expr> parts) {
    this.parts = List.copyOf(parts);
    this.hash = hash(getClass().getName(), this.parts);
  }

  /** The usual 31 makes {@code language:en and topic80} collide with {@code es} and {@code 30}. */
  private static int hash(String kind, List<Expr> parts) {
    int hash = kind.hashCode();
    for (Expr part : parts) {
      int spread = part.hashCode() * 0x9E3779B9;
      hash = hash * 0x85EBCA6B + (spread ^ (spread >>> 15));
    }
    return hash;
  }

  public final List<Expr> parts() {
    return parts;
  }

  @Override
  public final boolean equals(Object other) {
    return this == other
        || (other instanceof Parts same
            && getClass() == same.getClass()
            && hash == same.hash
            && parts.equals(same.parts));
  }

  @Override
  public final int hashCode() {
    return hash;
  }
}
