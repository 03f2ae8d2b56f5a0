package io.threadline.local.run;

/** The run cannot start, for a reason the user can do something about; the message says what. */
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public RefusedException(String message) {
    super(message);
  }
}
