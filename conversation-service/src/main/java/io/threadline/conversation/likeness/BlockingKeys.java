package io.threadline.conversation.likeness;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What two people must share in order to be compared at all, so that nobody is compared with a
 * million others. One person's records share one of these keys, whatever single trait was mistyped.
 */
public final class BlockingKeys {
  private static final int WHOLE_DATE = 8;

  private BlockingKeys() {}

  /** The keys of a person. */
  public static Set<String> of(Person person) {
    Set<String> keys = new HashSet<>();
    person.values(Trait.BIRTH_DATE).forEach(date -> keys.add("b:" + date));
    person.values(Trait.DOCUMENT).forEach(number -> keys.add("d:" + number));
    for (Trait trait : List.of(Trait.EMAIL, Trait.MENTIONED_EMAIL)) {
      for (String email : person.values(trait)) {
        keys.add("e:" + email);
        keys.add("l:" + Likeness.local(email));
        keys.add("s:" + Spelling.sorted(email));
      }
    }
    for (Trait trait : List.of(Trait.PHONE, Trait.MENTIONED_PHONE)) {
      person.values(trait).forEach(phone -> keys.add("p:" + phone));
    }
    person.values(Trait.NAME).forEach(name -> ofName(person, name, keys));
    return keys;
  }

  private static void ofName(Person person, String name, Set<String> keys) {
    List<String> words = Person.words(name);
    if (words.size() > 1) {
      keys.add("n:" + words.stream().sorted().collect(Collectors.joining(" ")));
    }
    for (String word : words) {
      person.values(Trait.LOCALITY).forEach(town -> keys.add("t:" + word + '/' + town));
      person.values(Trait.POSTCODE).forEach(code -> keys.add("z:" + word.charAt(0) + code));
      for (String date : person.values(Trait.BIRTH_DATE)) {
        if (date.length() == WHOLE_DATE) {
          keys.add("y:" + word + '/' + date.substring(0, 4));
          keys.add("m:" + word + '/' + date.substring(4));
        }
      }
    }
  }
}
