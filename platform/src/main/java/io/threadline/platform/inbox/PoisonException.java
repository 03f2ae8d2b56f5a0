package io.threadline.platform.inbox;

/** An event that can never be applied; its message is the reason in the dead letter. */
public final class PoisonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PoisonException(String reason) {
    super(reason);
  }
}
