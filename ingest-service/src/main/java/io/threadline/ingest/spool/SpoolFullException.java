package io.threadline.ingest.spool;

/**
 * The spool took nothing: it is at its cap, or its disk is. Refuse the request and say when to
 * retry.
 */
public final class SpoolFullException extends Exception {
  private static final long serialVersionUID = 1L;

  public SpoolFullException(String message) {
    super(message);
  }

  public SpoolFullException(String message, Throwable cause) {
    super(message, cause);
  }
}
