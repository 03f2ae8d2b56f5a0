package io.threadline.ingest.channel.email.core;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * "On Monday, Ann wrote:" in the languages of the usual mail programs, over up to four lines as
 * programs wrap it.
 *
 * @param start its first line
 * @param end the line after its last
 * @param sure true if it names an address or a time of day; else it could be a sentence of the text
 */
record Attribution(int start, int end, boolean sure) {
  private static final int MAX_LINES = 4;
  private static final int MAX_LENGTH = 400;
  private static final String MARKS = " \t\u00A0>-_";

  private static final String WORDS =
      "wrote|writes|sent|schrieb|schrieben|geschrieben|a écrit|écrit|escribió|escribio|ha scritto|scrisse|escreveu|schreef"
          + "|geschreven|skrev|napisał|napisała|napisał\\(a\\)|napsal|napsala|napsal\\(a\\)|написал|написала|написал\\(а\\)|пишет|писал|писала|писал\\(а\\)|пише"
          + "|написав|kirjoitti|kirjutas|rakstīja|rašė|írta|a scris|napísal|napísala|je napisal|je napisao|έγραψε|đã viết|menulis|yazdı|şunu yazdı"
          + "|idatzi du|idatzi zuen|escrigué|va escriure|գրել է|գրեց|жазды|жазган|写道|寫道|写到|のメール|書きました|작성|작성함|씀|כתב|כתבה|كتب";

  private static final Pattern VERB =
      Pattern.compile(
          "(?<![\\p{L}])(?:" + WORDS + ")(?![\\p{L}])",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  private static final Pattern CLOSED =
      Pattern.compile(
          "(?:[:：]|(?<![\\p{L}])(?:" + WORDS + "))\\W*$",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private static final Pattern ADDRESS = Pattern.compile("\\S@\\S+\\.\\S|<\\S*@\\S*>");
  private static final Pattern TIME =
      Pattern.compile("(?<!\\d)\\d{1,2}\\s?[:.hH]\\s?\\d{2}(?!\\d)|\\d\\s?[ap]\\.?m");
  private static final Pattern DATE =
      Pattern.compile(
          "\\d{1,4}\\s?[./年-]\\s?\\d{1,2}\\s?[./月-]|\\d{1,2}\\W{1,3}\\p{L}{3,12}\\W{1,3}\\d{2,4}|\\p{L}{3,12}\\W{1,3}\\d{1,2}\\W{1,3}(?:\\d{4}|at)");

  /** "2016-03-03 17:21 GMT+01:00 Ann" of Gmail, with or without an address behind it. */
  private static final Pattern DATED =
      Pattern.compile(
          "^\\W*\\d{4}-\\d{2}-\\d{2} \\d{1,2}:\\d{2} (?:GMT|UTC)\\S* .{1,100}$"
              + "|^\\W*\\d{1,4}[./-]\\d{1,2}[./-]\\d{1,4}[\\s,].{0,150}<?\\S+@\\S+>?\\s*:?\\s*$"
              + "|^\\W*\\d{1,4}[./-]\\d{1,2}[./-]\\d{1,4}[\\s,].{0,120}<\\s*\\S+@\\S+>\\s*:?\\s*$");

  /** How such a line may begin before its date. */
  private static final Pattern BEGINS =
      Pattern.compile(
          "^\\W*(?:on|am|le|el|il|in data|em|op|den|på|w dniu|dnia|dne|dňa|a|pe|ma|on|vào|tarihinde|le|em|no dia|\\d|вс|пн|вт|ср|чт|пт|сб)(?![\\p{L}])",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** The last words that an attribution without a colon can have. */
  private static final Set<String> LAST_WORDS =
      Arrays.stream(WORDS.replaceAll("[()?:\\[\\]\\\\]", " ").split("[|\\s]+", -1))
          .filter(word -> word.length() > 1)
          .collect(Collectors.toUnmodifiableSet());

  /** True if an attribution may end with that line; most lines are not worth a closer look. */
  static boolean mayEnd(String line) {
    if (line.isEmpty() || line.length() > MAX_LENGTH) {
      return false;
    }
    int end = line.length();
    while (end > 0 && " \t-_*>".indexOf(line.charAt(end - 1)) >= 0) {
      end--;
    }
    char last = end == 0 ? ' ' : line.charAt(end - 1);
    return last == ':'
        || last == '：'
        || (Character.isDigit(line.charAt(0))
            && (last == '>' || line.indexOf('@') > 0 || line.contains("GMT")))
        || (end < line.length() && line.charAt(0) == '-')
        || (Character.isLetter(last) && LAST_WORDS.contains(lastWord(line, end)));
  }

  private static String lastWord(String line, int end) {
    int start = end;
    while (start > 0 && Character.isLetter(line.charAt(start - 1))) {
      start--;
    }
    return line.substring(start, end).toLowerCase(Locale.ROOT);
  }

  /** The attribution whose last line this is; null if it is none. */
  static @Nullable Attribution endingAt(List<String> lines, int last) {
    StringBuilder joined = new StringBuilder();
    for (int start = last; start >= Math.max(0, last - MAX_LINES + 1); start--) {
      String line = unquoted(lines.get(start));
      if (line.isBlank()) {
        return null;
      }
      joined.insert(0, line + (joined.isEmpty() ? "" : " "));
      String text = joined.toString();
      if (text.length() > MAX_LENGTH) {
        return null;
      }
      boolean digit = hasDigit(text);
      if (digit && Character.isDigit(text.charAt(0)) && DATED.matcher(text).matches()) {
        return new Attribution(start, last + 1, true);
      }
      boolean address = text.indexOf('@') >= 0 && ADDRESS.matcher(text).find();
      if ((digit || address) && CLOSED.matcher(text).find()) {
        boolean when = digit && TIME.matcher(text).find();
        boolean date = digit && DATE.matcher(text).find();
        boolean named = when || address || date;
        if (named && (VERB.matcher(text).find() || (when && address && date))) {
          return new Attribution(beginning(lines, start), last + 1, when || address);
        }
      }
    }
    return null;
  }

  private static boolean hasDigit(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isDigit(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** A name on one line and its address on the next belong together. */
  private static int beginning(List<String> lines, int start) {
    String first = unquoted(lines.get(start));
    if (BEGINS.matcher(first).find() && DATE.matcher(first).find()) {
      return start;
    }
    for (int above = start - 1; above >= Math.max(0, start - 2); above--) {
      String line = unquoted(lines.get(above));
      if (line.isBlank() || line.matches(".*[.!?]")) {
        return start;
      }
      if (BEGINS.matcher(line).find() && (DATE.matcher(line).find() || TIME.matcher(line).find())) {
        return above;
      }
    }
    return start;
  }

  /** Without marks and dashes before it. */
  private static String unquoted(String line) {
    int start = 0;
    while (start < line.length() && MARKS.indexOf(line.charAt(start)) >= 0) {
      start++;
    }
    return line.substring(start).strip();
  }
}
