package io.threadline.ingest.channel.email.core;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Splits what was written from what mail programs and habits put below it. When in doubt it stays
 * text.
 *
 * @param text without the signature; the whole if there is none, or nothing else
 * @param signature as it was, or null
 */
public record Signature(String text, @Nullable String signature) {
  private static final int MAX_LINES = 40;
  private static final int LONGEST = 4_000;
  private static final int LONGEST_LINE = 200;

  /** "-- " (RFC 3676, 4.3) and its relatives. */
  private static final Pattern DELIMITER =
      Pattern.compile("^\\s*(--+|—|––+|__+|\\*\\*+|==+|~~+|##+|\\+\\++|[-_=*~#+]{3,})\\s*$");

  /** "Sent from my iPhone", as programs say it. */
  private static final Pattern PROGRAM =
      Pattern.compile(
          "^\\s*[(\\[*_<-]{0,3}(sent from|sent with|sent via|sent by|sent using|get \\[?outlook for|from my i?phone|(\\p{L}+ )?(from|via) mobile|von meinem .{0,40}gesendet|gesendet (von|mit)"
              + "|enviado desde|enviado do|enviado de|enviado com|envoyé de(puis)?|envoyé à partir|inviato da|verzonden (vanaf|met|via)|skickat från"
              + "|sendt fra|lähetetty|wysłane? z|wysłano z|отправлено (с|из)|odesláno|trimis de|iphone'umdan gönderildi|nire .{0,30}bidalia"
              + "|从我的.{0,30}发送|從我的.{0,30}傳送|发自我的|iphoneから送信|\\S+から送信|나의 .{0,20}보냄|diese nachricht wurde von meinem)\\b.{0,120}$|^ᐧ\\s*$",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** "-Ann" or "- Ann Example": a dash and a name, alone at the end. */
  private static final Pattern DASHED_NAME =
      Pattern.compile("^[-–—]{1,2}\\s?\\p{Lu}?[\\p{L}.'-]+(\\s\\p{L}[\\p{L}.'-]*){0,3}\\s*$");

  /** The letters that such lines begin with, and what may stand before them. */
  private static final String PROGRAM_BEGINS = " \t([*_<-sgveiltwoпоnd从發发從나ᐧf";

  /** True for a line that parts a signature from the text above it. */
  static boolean isDelimiter(String line) {
    if (line.isEmpty() || line.length() > LONGEST_LINE) {
      return false;
    }
    char first = Character.toLowerCase(line.charAt(0));
    char last = line.charAt(line.length() - 1);
    boolean program = PROGRAM_BEGINS.indexOf(first) >= 0 || last == '信' || last == '냄';
    return (!Character.isLetterOrDigit(last) && DELIMITER.matcher(line).matches())
        || (program && PROGRAM.matcher(line).matches());
  }

  /** Splits a text that holds no history any more. */
  public static Signature split(String text) {
    List<String> lines = text.lines().toList();
    int first = Math.max(0, lines.size() - MAX_LINES);
    int start = lines.size();
    for (int i = lines.size() - 1; i >= first; i--) {
      if (isDelimiter(lines.get(i))) {
        start = isEnd(lines, i) ? i : start;
      } else if (start == lines.size() && isDashedName(lines, i)) {
        start = i;
      }
    }
    start = withName(lines, start);
    String rest = join(lines.subList(0, start)).strip();
    String signature = join(lines.subList(start, lines.size())).strip();
    return start == lines.size() || rest.isEmpty() || signature.length() > LONGEST
        ? new Signature(text.strip(), null)
        : new Signature(rest, signature);
  }

  /** A program's line ends the text; a delimiter does unless what follows is long prose. */
  private static boolean isEnd(List<String> lines, int at) {
    List<String> below = lines.subList(at + 1, lines.size());
    long written = below.stream().filter(line -> !line.isBlank() && !isDelimiter(line)).count();
    if (!DELIMITER.matcher(lines.get(at)).matches()) {
      return written <= 3;
    }
    boolean prose = below.stream().anyMatch(line -> line.strip().length() > 120);
    return written <= 15 && !prose;
  }

  /** The first line of the signature when a name stands right above it. */
  private static int withName(List<String> lines, int start) {
    int above = start - 1;
    while (above > 0 && lines.get(above).isBlank()) {
      above--;
    }
    boolean name =
        start < lines.size() && above > 0 && DASHED_NAME.matcher(lines.get(above)).matches();
    return name ? above : start;
  }

  private static boolean isDashedName(List<String> lines, int at) {
    String line = lines.get(at);
    return !line.isEmpty()
        && !Character.isLetterOrDigit(line.charAt(0))
        && DASHED_NAME.matcher(line).matches()
        && lines.subList(at + 1, lines.size()).stream().allMatch(String::isBlank)
        && (at == 0 || !lines.get(at - 1).strip().startsWith("-"));
  }

  private static String join(List<String> lines) {
    return String.join("\n", lines);
  }
}
