package io.threadline.contracts;

import java.util.regex.Pattern;

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
  // Before the constants: their constructor uses it.
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

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
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "channel '" + name + "' must be 1-32 characters of a-z, 0-9 and '-', a letter first");
    }
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
