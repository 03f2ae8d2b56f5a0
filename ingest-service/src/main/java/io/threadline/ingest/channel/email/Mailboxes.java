package io.threadline.ingest.channel.email;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.mime4j.dom.address.Address;
import org.apache.james.mime4j.dom.address.Group;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.field.address.LenientAddressParser;
import org.jspecify.annotations.Nullable;

/** Mailboxes of From, To and the like, as lenient as the headers in the wild are. */
final class Mailboxes {
  private static final int MAX_LENGTH = 64 * 1024;
  private static final int MAX_MAILBOXES = 500;
  private static final Pattern ADDRESS =
      Pattern.compile("[^\\s<>()\\[\\],;:\"@]+@[^\\s<>(),;:\"@]+");

  private Mailboxes() {}

  /**
   * A mailbox.
   *
   * @param name decoded, or null
   */
  record Found(String address, @Nullable String name) {}

  /** The mailboxes of a header body, members of groups included. */
  static List<Found> parse(String body) {
    String text = body.length() > MAX_LENGTH ? body.substring(0, MAX_LENGTH) : body;
    List<Found> found = new ArrayList<>();
    try {
      for (Address address : LenientAddressParser.DEFAULT.parseAddressList(text)) {
        switch (address) {
          case Mailbox mailbox -> add(found, mailbox);
          case Group group -> group.getMailboxes().forEach(mailbox -> add(found, mailbox));
          default -> {}
        }
      }
    } catch (RuntimeException e) {
      found.clear();
    }
    return found.isEmpty() ? byPattern(text) : found;
  }

  private static void add(List<Found> found, Mailbox mailbox) {
    String address = mailbox.getAddress();
    if (address != null && address.contains("@") && found.size() < MAX_MAILBOXES) {
      String name = mailbox.getName();
      found.add(
          new Found(address.strip(), name == null ? null : EncodedWords.decode(name).strip()));
    }
  }

  private static List<Found> byPattern(String text) {
    List<Found> found = new ArrayList<>();
    Matcher address = ADDRESS.matcher(text);
    while (address.find() && found.size() < MAX_MAILBOXES) {
      String before = text.substring(0, address.start()).replaceAll("[<\"\\s]+$|^[\"\\s]+", "");
      boolean named = found.isEmpty() && !before.isBlank();
      found.add(new Found(address.group(), named ? EncodedWords.decode(before) : null));
    }
    return found;
  }
}
