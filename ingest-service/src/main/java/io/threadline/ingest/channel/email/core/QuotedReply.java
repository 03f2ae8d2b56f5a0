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

  /** "-----Original Message-----" of Outlook and others. */
  private static final Pattern SEPARATOR =
      Pattern.compile(
          "^[\\s>]*[-_=*]{2,}\\s*(original message|original appointment|reply message|ursprüngliche"
              + " nachricht|originalnachricht|mensaje original|message d'origine|message"
              + " original|messaggio originale|mensagem original|oorspronkelijk bericht|oprindelig"
              + " meddelelse|ursprungligt meddelande|opprinnelig melding|alkuperäinen"
              + " viesti|oryginalna wiadomość|wiadomość oryginalna|исходное сообщение|původní"
              + " zpráva|jatorrizko mezua|原始邮件|原始郵件|元のメッセージ|원본 메시지)\\s*[-_=*]{2,}\\s*$",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** "On Monday, Ann wrote:" in the languages of the usual mail programs. */
  private static final Pattern ATTRIBUTION =
      Pattern.compile(
          "^[\\s>]*(?:on|am|le|el|il|em|op|den|på|w dniu|dnia|dne|a|pe|ma|вс|пн|вт|ср|чт|пт|сб|\\d)"
              + ".{3,250}?(?:wrote|writes|sent|schrieb|a écrit|escribió|escribio|ha scritto"
              + "|escreveu|schreef|skrev|napisał|napisał\\(a\\)|napsal|kirjoitti|пишет|написал"
              + "|написал\\(а\\)|написала|писал|писал\\(а\\)|yazdı|idatzi du|գրել է|жазды|写道|のメール)"
              + "\\s*(?:<[^>]*>|\\S+@\\S+)?\\s*:?\\s*$",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** "2011/4/7 Ann Example <ann@example.com>" of old Gmail. */
  private static final Pattern DATED_SENDER =
      Pattern.compile("^\\s*\\d{4}[/.-]\\d{1,2}[/.-]\\d{1,2}.{0,120}<\\S+@\\S+>:?\\s*$");

  private static final Pattern HEADER_FROM =
      Pattern.compile(
          "^[\\s>]*\\*?(from|von|de|da|van|från|fra|lähettäjä|od|от|nork|kimden|发件人|寄件者|差出人)\\s?"
              + "\\*?\\s?:\\*?\\s.*\\S.*$",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  private static final Pattern HEADER_OTHER =
      Pattern.compile(
          "^[\\s>]*\\*?(sent|date|to|subject|cc|gesendet|datum|an|betreff|envoyé|à|objet|enviado|enviado"
              + " el|fecha|para|asunto|inviato|data|a|oggetto|assunto|verzonden|aan|onderwerp"
              + "|skickat|till|ämne|sendt|til|emne|wysłano|do|temat|отправлено|дата|кому|тема"
              + "|bidalia|nori|gaia|发送时间|收件人|主题|日期)\\s?\\*?\\s?:\\*?(\\s.*)?$",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  private static final Pattern RULE = Pattern.compile("^\\s*[_-]{8,}\\s*$");

  /** The two parts of a plain-text body. */
  public static QuotedReply split(String body) {
    List<String> lines = body.lines().limit(MAX_LINES + 1L).toList();
    if (lines.size() > MAX_LINES) {
      return new QuotedReply(body, null);
    }
    int cut = historyStart(lines);
    QuotedReply reply = cutAt(lines, cut, lines.size());
    return reply == null ? leadingQuote(lines, body) : reply;
  }

  private static @Nullable QuotedReply cutAt(List<String> lines, int cut, int end) {
    String text = join(lines.subList(0, cut));
    return cut < end && !text.isBlank()
        ? new QuotedReply(text.strip(), join(lines.subList(cut, end)).strip())
        : null;
  }

  /** The first line from which on everything is history; the number of lines if there is none. */
  private static int historyStart(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      if (SEPARATOR.matcher(lines.get(i)).matches() || isHeaderBlock(lines, i)) {
        return i;
      }
      int after = attributionEnd(lines, i);
      if (after > 0 && onlyQuoteFrom(lines, after)) {
        return i;
      }
    }
    return trailingQuote(lines);
  }

  /** The line after an attribution that starts here and may be wrapped; 0 if none does. */
  private static int attributionEnd(List<String> lines, int start) {
    if (lines.get(start).isBlank()) {
      return 0;
    }
    StringBuilder joined = new StringBuilder();
    for (int i = start; i < Math.min(start + 4, lines.size()); i++) {
      joined.append(i == start ? "" : " ").append(lines.get(i).strip());
      if (joined.length() > 400) {
        return 0;
      }
      if (ATTRIBUTION.matcher(joined).matches() || DATED_SENDER.matcher(joined).matches()) {
        return i + 1;
      }
    }
    return 0;
  }

  /**
   * After an attribution the history may be marked by ">" or not at all. Marked history that ends
   * before the mail does is an answer between the lines: then nothing is cut here.
   */
  private static boolean onlyQuoteFrom(List<String> lines, int start) {
    boolean marked = false;
    for (String line : lines.subList(start, lines.size())) {
      if (isQuoted(line)) {
        marked = true;
      } else if (marked && !line.isBlank()) {
        return false;
      }
    }
    return true;
  }

  /** Outlook's block: From, and two more of Sent, To, Subject within the next lines. */
  private static boolean isHeaderBlock(List<String> lines, int start) {
    int from = RULE.matcher(lines.get(start)).matches() ? start + 1 : start;
    while (from < lines.size() && from < start + 3 && lines.get(from).isBlank()) {
      from++;
    }
    if (from >= lines.size() || !HEADER_FROM.matcher(lines.get(from)).matches()) {
      return false;
    }
    int others = 0;
    for (int i = from + 1; i < Math.min(from + 7, lines.size()); i++) {
      others += HEADER_OTHER.matcher(lines.get(i)).matches() ? 1 : 0;
    }
    return others >= 2;
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

  /** Answers below the history: the quote at the top is folded. */
  private static QuotedReply leadingQuote(List<String> lines, String body) {
    int i = 0;
    while (i < lines.size() && lines.get(i).isBlank()) {
      i++;
    }
    int after = i < lines.size() ? attributionEnd(lines, i) : 0;
    int end = after > 0 ? after : i;
    int quoteEnd = end;
    while (end < lines.size() && (isQuoted(lines.get(end)) || lines.get(end).isBlank())) {
      quoteEnd = isQuoted(lines.get(end)) ? end + 1 : quoteEnd;
      end++;
    }
    String rest = join(lines.subList(quoteEnd, lines.size()));
    return quoteEnd == (after > 0 ? after : i) || rest.isBlank()
        ? new QuotedReply(body.strip(), null)
        : new QuotedReply(rest.strip(), join(lines.subList(0, quoteEnd)).strip());
  }

  private static boolean isQuoted(String line) {
    return line.stripLeading().startsWith(">");
  }

  private static String join(List<String> lines) {
    return String.join("\n", lines);
  }
}
