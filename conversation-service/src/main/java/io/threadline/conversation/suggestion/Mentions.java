package io.threadline.conversation.suggestion;

import io.threadline.contracts.Channel;
import io.threadline.conversation.likeness.Trait;
import io.threadline.platform.address.Addresses;
import io.threadline.platform.address.Addresses.Normalised;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses that people write of in their messages, as in a signature. */
final class Mentions {
  /** More are a list of something, and say nothing of who wrote it. */
  private static final int MOST = 3;

  private static final int MAX_TEXT = 4_000;
  private static final Pattern EMAIL =
      Pattern.compile("[\\p{Alnum}._%+-]{1,64}@[\\p{Alnum}.-]{1,190}\\.\\p{Alpha}{2,24}");
  private static final Pattern PHONE = Pattern.compile("\\+[1-9][0-9 ()./-]{6,20}[0-9]");

  private Mentions() {}

  /** An address of somebody's, probably the writer's. */
  record Mention(Trait trait, String address) {}

  /** The addresses in a text, in the one spelling of each; none if there are many. */
  static Set<Mention> in(String text) {
    String looked = text.length() > MAX_TEXT ? text.substring(text.length() - MAX_TEXT) : text;
    Set<Mention> found = new LinkedHashSet<>();
    find(found, EMAIL, looked, Channel.EMAIL, Trait.MENTIONED_EMAIL);
    find(found, PHONE, looked, Channel.SMS, Trait.MENTIONED_PHONE);
    return found.size() > MOST ? Set.of() : found;
  }

  private static void find(
      Set<Mention> found, Pattern pattern, String text, Channel channel, Trait trait) {
    Matcher matcher = pattern.matcher(text);
    while (found.size() <= MOST && matcher.find()) {
      if (Addresses.normalise(channel, matcher.group(), null) instanceof Normalised address) {
        found.add(new Mention(trait, address.address()));
      }
    }
  }
}
