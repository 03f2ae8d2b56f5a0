package io.threadline.local.simulator;

/** What was asked of the simulators makes no sense; the message says what is wrong with it. */
public final class InvalidOrderException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public InvalidOrderException(String message) {
    super(message);
  }
}
