package io.threadline.contracts;

/**
 * The kind of channel a message travels on, such as {@code email} or {@code whatsapp}.
 *
 * <p>Open by design: a new channel is a package of the ingest-service and a name, and nothing that
 * reads events has to change for it. The names are lower case and stable, since they are stored,
 * sent and shown in URLs.
 *
 * @param name 1 to 32 characters, {@code a-z}, {@code 0-9} and {@code -}, a letter first
 */
public record Channel(String name) implements Comparable<Channel> {
  private static final int MAX_LENGTH = 32;

  public static final Channel EMAIL = new Channel("email");
  public static final Channel SMS = new Channel("sms");
  public static final Channel WHATSAPP = new Channel("whatsapp");
  public static final Channel MESSENGER = new Channel("messenger");
  public static final Channel INSTAGRAM = new Channel("instagram");
  public static final Channel X = new Channel("x");
  public static final Channel TELEGRAM = new Channel("telegram");
  public static final Channel WEB_CHAT = new Channel("web-chat");
  public static final Channel VOICE = new Channel("voice");

  public Channel {
    if (!isValid(name)) {
      throw new IllegalArgumentException(
          "channel '" + name + "' must be 1-32 characters of a-z, 0-9 and '-', a letter first");
    }
  }

  /** By hand, for a channel is made with every event that has one. */
  private static boolean isValid(String name) {
    if (name.isEmpty() || name.length() > MAX_LENGTH || !isLetter(name.charAt(0))) {
      return false;
    }
    for (int i = 1; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isLetter(c) && c != '-' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z';
  }

  /** The channel of that name; for readers of JSON, URLs and SQL. */
  public static Channel of(String name) {
    return new Channel(name);
  }

  @Override
  public int compareTo(Channel other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
