package io.threadline.routing.engine;

/** This instance does not write the pool (any more): ask the one that does. */
public final class NotOwnerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotOwnerException(String message) {
    super(message, null, false, false);
  }
}
