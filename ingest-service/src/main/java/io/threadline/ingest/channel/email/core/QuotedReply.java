package io.threadline.ingest.channel.email.core;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Splits a reply into what was written now and the history below it. Nothing is lost: the two parts
 * together are the whole text. When in doubt it stays new text.
 *
 * @param text what was written now; never blank unless the whole mail is
 * @param quoted the history, or null
 */
public record QuotedReply(String text, @Nullable String quoted) {
  private static final int MAX_LINES = 20_000;

  /** An attribution that shares a line with the end of the text, after dashes. */
  private static final Pattern SHARED_LINE =
      Pattern.compile("(?m)^(.*[^\\s-])\\s*(-{3,}\\s?On .{5,200} wrote:)\\s*$");

  /** "-----Original Message-----" of Outlook and others. */
  private static final Pattern SEPARATOR =
      Pattern.compile(
          "^[\\s>]*[-_=*]{2,}\\s*[^-_=*]{0,40}(message|nachricht|mensaje|messaggio|mensagem|missatge|bericht|meddelelse|besked"
              + "|meddelande|melding|viesti|wiadomość|сообщение|повідомлення|zpráva|správa|mezua|üzenet|mesaj|ileti|appointment|e-?mail"
              + "|邮件|郵件|メッセージ|메시지|הודעה)[^-_=*]{0,40}[-_=*]{2,}\\s*$",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private static final Pattern FORWARD =
      Pattern.compile(
          "^[\\s>]*(begin forwarded message|anfang der weitergeleiteten( e-mail| nachricht)?|début du message (réexpédié|transféré)"
              + "|inicio del mensaje reenviado|inizio messaggio inoltrato|doorgestuurd bericht|vidarebefordrat brev)\\s*:?\\s*$",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private static final Pattern HEADER_FROM =
      Pattern.compile(
          "^[\\s>]*\\*?(from|von|de|da|van|från|fra|lähettäjä|od|от|від|nork|kimden|feladó|expeditor|发件人|寄件者|差出人|보낸 사람|מאת)"
              + "\\s?\\*?\\s?[:：]\\*?\\s*\\S.*$",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  private static final Pattern HEADER_WHEN =
      Pattern.compile(
          "^[\\s>]*\\*?(sent|date|gesendet|datum|envoyé|enviado|enviado el|fecha|inviato|data|verzonden|skickat|sendt|dato|lähetetty"
              + "|wysłano|отправлено|дата|надіслано|odesláno|bidalia|tarih|发送时间|日期|日時|送信日時|보낸 날짜)\\s?\\*?\\s?[:：]\\*?(\\s.*)?$",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  private static final Pattern HEADER_OTHER =
      Pattern.compile(
          "^[\\s>]*\\*?(to|subject|cc|reply-to|an|betreff|kopie|à|objet|para|asunto|a|oggetto|assunto|aan|onderwerp|till|ämne|til|emne"
              + "|vastaanottaja|aihe|do|temat|кому|тема|komu|předmět|nori|gaia|kime|konu|收件人|主题|主旨|宛先|件名|받는 사람|제목)"
              + "\\s?\\*?\\s?[:：]\\*?(\\s.*)?$",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  private static final Pattern RULE = Pattern.compile("^[\\s>]*[_-]{8,}\\s*$");

  /** The two parts of a plain-text body. */
  public static QuotedReply split(String body) {
    String text = body.contains("---") ? SHARED_LINE.matcher(body).replaceAll("$1\n$2") : body;
    List<String> lines = text.lines().limit(MAX_LINES + 1L).toList();
    if (lines.size() > MAX_LINES) {
      return new QuotedReply(body, null);
    }
    QuotedReply reply = cutAt(lines, historyStart(lines));
    return reply == null ? quoteAbove(lines, body) : reply;
  }

  private static @Nullable QuotedReply cutAt(List<String> lines, int cut) {
    String text = join(lines.subList(0, cut));
    return cut < lines.size() && !text.isBlank()
        ? new QuotedReply(text.strip(), join(lines.subList(cut, lines.size())).strip())
        : null;
  }

  /** The first line from which on everything is history; the number of lines if there is none. */
  private static int historyStart(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (isSeparator(line) || isHeaderBlock(lines, i)) {
        return i;
      }
      Attribution attribution = Attribution.mayEnd(line) ? Attribution.endingAt(lines, i) : null;
      if (attribution != null && isHistory(lines, attribution)) {
        return attribution.start();
      }
    }
    return trailingQuote(lines);
  }

  /**
   * After an attribution the history may be marked by ">" or not at all. Marked history that ends
   * before the mail does is an answer between the lines, unless only a signature follows.
   */
  private static boolean isHistory(List<String> lines, Attribution attribution) {
    boolean marked = false;
    for (int i = attribution.end(); i < lines.size(); i++) {
      String line = lines.get(i);
      if (isQuoted(line)) {
        marked = true;
      } else if (marked && !line.isBlank() && !isWrapped(lines, i)) {
        return Signature.isDelimiter(line) && isSignature(lines, i);
      }
    }
    return marked || attribution.sure();
  }

  /** The end of a marked line that a program broke without marking it. */
  private static boolean isWrapped(List<String> lines, int i) {
    boolean after = isQuoted(lines.get(i - 1));
    boolean before = i + 1 < lines.size() && isQuoted(lines.get(i + 1));
    return after && before;
  }

  private static boolean isSignature(List<String> lines, int start) {
    List<String> below = lines.subList(start + 1, lines.size());
    return below.stream().noneMatch(QuotedReply::isQuoted)
        && below.stream().filter(line -> !line.isBlank()).count() <= 15;
  }

  private static boolean isSeparator(String line) {
    if (line.length() < 5 || line.length() > 200) {
      return false;
    }
    char last = line.charAt(line.length() - 1);
    return (!Character.isLetterOrDigit(last) && SEPARATOR.matcher(line).matches())
        || FORWARD.matcher(line).matches();
  }

  /** Outlook's block: From, and two more of Sent, To, Subject within the next lines. */
  private static boolean isHeaderBlock(List<String> lines, int start) {
    int from = isRule(lines.get(start)) ? start + 1 : start;
    while (from < lines.size() && from < start + 3 && lines.get(from).isBlank()) {
      from++;
    }
    if (from >= lines.size()
        || !isField(lines.get(from))
        || !HEADER_FROM.matcher(lines.get(from)).matches()) {
      return false;
    }
    int others = 0;
    boolean when = false;
    for (int i = from + 1; i < Math.min(from + 8, lines.size()); i++) {
      boolean date = HEADER_WHEN.matcher(lines.get(i)).matches();
      when |= date;
      others += date || HEADER_OTHER.matcher(lines.get(i)).matches() ? 1 : 0;
    }
    return others >= 2 || (when && lines.get(from).contains("@"));
  }

  private static boolean isRule(String line) {
    return (line.endsWith("-") || line.endsWith("_")) && RULE.matcher(line).matches();
  }

  /** The names of fields are short. */
  private static boolean isField(String line) {
    for (int i = 0; i < Math.min(line.length(), 30); i++) {
      char c = line.charAt(i);
      if (c == ':' || c == '：') {
        return true;
      }
    }
    return false;
  }

  /** Where a block of ">" lines begins that reaches to the end of the mail. */
  private static int trailingQuote(List<String> lines) {
    int start = lines.size();
    for (int i = lines.size() - 1;
        i >= 0 && (isQuoted(lines.get(i)) || lines.get(i).isBlank());
        i--) {
      start = isQuoted(lines.get(i)) ? i : start;
    }
    return start > 0 && start < lines.size() && lines.get(start - 1).strip().endsWith(":")
        ? start - 1
        : start;
  }

  /**
   * Answers below the history, or around it: the one quote that an attribution begins is folded.
   */
  private static QuotedReply quoteAbove(List<String> lines, String body) {
    QuotedReply whole = new QuotedReply(body.strip(), null);
    if (lines.stream().noneMatch(QuotedReply::isQuoted)) {
      return whole;
    }
    Attribution attribution = null;
    for (int i = 0; i < lines.size() && attribution == null && !isQuoted(lines.get(i)); i++) {
      attribution = Attribution.mayEnd(lines.get(i)) ? Attribution.endingAt(lines, i) : null;
    }
    int start = attribution == null ? firstWritten(lines) : attribution.start();
    int end = attribution == null ? start : attribution.end();
    int quote = end;
    for (int i = end; i < lines.size() && (isQuoted(lines.get(i)) || lines.get(i).isBlank()); i++) {
      end = isQuoted(lines.get(i)) ? i + 1 : end;
    }
    List<String> above = lines.subList(0, start);
    List<String> below = lines.subList(end, lines.size());
    boolean between = below.stream().anyMatch(QuotedReply::isQuoted);
    return end == quote || between || join(below).isBlank()
        ? whole
        : new QuotedReply(
            (join(above).strip() + "\n\n" + join(below).strip()).strip(),
            join(lines.subList(start, end)).strip());
  }

  private static int firstWritten(List<String> lines) {
    int first = 0;
    while (first < lines.size() && lines.get(first).isBlank()) {
      first++;
    }
    return first;
  }

  private static boolean isQuoted(String line) {
    int i = 0;
    while (i < line.length() && line.charAt(i) <= ' ') {
      i++;
    }
    return i < line.length() && line.charAt(i) == '>';
  }

  private static String join(List<String> lines) {
    return String.join("\n", lines);
  }
}
