package io.threadline.routing.core.requirement;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One stage of what a ticket asks for. Stages follow each other as they expire; the last one stays.
 *
 * @param expiresAfter counted from the start of the step; null to stay for ever
 * @param sticky true for the step that waits for the preferred agent: passed at once while that
 *     agent is offline
 */
public record Step(Expr expr, @Nullable Duration expiresAfter, boolean sticky) {
  /** A step that a queue defines. */
  public Step(Expr expr, @Nullable Duration expiresAfter) {
    this(expr, expiresAfter, false);
  }

  @Override
  public String toString() {
    return expiresAfter == null ? expr.toString() : expr + " for " + expiresAfter;
  }
}
