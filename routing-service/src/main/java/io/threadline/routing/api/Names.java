package io.threadline.routing.api;

import io.threadline.platform.problem.ApiException;
import java.util.Set;
import java.util.regex.Pattern;

/** What names may look like. */
final class Names {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final Pattern LOGIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,99}");
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");
  private static final Set<String> WORDS =
      Set.of("and", "or", "not", "any", "agent", "language", "in", "me");

  private Names() {}

  /** The name of a skill or a queue. */
  static String name(String kind, String name) {
    if (!NAME.matcher(name).matches() || WORDS.contains(name)) {
      throw ApiException.invalid(
          kind, name, "use a-z, 0-9 and '-', a letter first, and none of the words " + WORDS);
    }
    return name;
  }

  static String login(String login) {
    if (!LOGIN.matcher(login).matches() || login.equals("me")) {
      throw ApiException.invalid(
          "login", login, "use 1 to 100 letters, digits and '._@+-', a letter or digit first");
    }
    return login;
  }

  static String language(String code) {
    if (!LANGUAGE.matcher(code).matches()) {
      throw ApiException.invalid("language", code, "use an ISO 639 code as 'en' or 'hy'");
    }
    return code;
  }
}
