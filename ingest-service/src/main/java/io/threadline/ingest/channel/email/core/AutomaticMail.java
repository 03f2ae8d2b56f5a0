package io.threadline.ingest.channel.email.core;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a machine wrote a mail: RFC 3834 and what is seen beside it. Such mail is shown, and
 * never answered by a machine of ours.
 */
public final class AutomaticMail {
  private static final Set<String> BULK = Set.of("bulk", "list", "junk", "auto_reply");
  private static final List<String> DAEMONS =
      List.of(
          "mailer-daemon",
          "postmaster",
          "no-reply",
          "noreply",
          "no_reply",
          "donotreply",
          "do-not-reply",
          "bounce",
          "bounces");

  /**
   * What programs put before the subject of what they answer, in the languages of the usual ones.
   */
  private static final Pattern SUBJECT =
      Pattern.compile(
          "^\\s*\\[?(auto(matic)?[- ]?(matic )?(reply|response|respuesta|answer)|autoreply|automatische (antwort|reactie)"
              + "|automatisk svar|réponse automatique|respuesta automática|risposta automatica|resposta automática"
              + "|automaattinen vastaus|autosvar|autosvar|automatická odpověď|odpowiedź automatyczna|автоматический ответ"
              + "|автоответ|out[- ]of[- ](the )?office|abwesenheits|abwesend|absence du bureau|fuera de (la )?oficina"
              + "|ez naiz bulegoan|erantzun automatikoa|自動返信|自动回复|自動回覆|부재중)",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private AutomaticMail() {}

  /**
   * The header fields that tell, as text; empty where there is none.
   *
   * @param returnPathIsNull true for {@code Return-Path: <>}
   */
  public record Signs(
      String autoSubmitted,
      String precedence,
      boolean returnPathIsNull,
      boolean hasListId,
      boolean hasAutoResponseSuppress,
      boolean hasAutoReply,
      String from,
      String subject,
      String contentType) {}

  /** True if any sign says that a machine wrote it. */
  public static boolean isAutomatic(Signs signs) {
    String submitted = firstToken(signs.autoSubmitted());
    return (!submitted.isEmpty() && !submitted.equals("no"))
        || BULK.contains(firstToken(signs.precedence()))
        || signs.returnPathIsNull()
        || signs.hasListId()
        || signs.hasAutoResponseSuppress()
        || signs.hasAutoReply()
        || isDaemon(signs.from())
        || SUBJECT.matcher(signs.subject()).find()
        || firstToken(signs.contentType()).equals("multipart/report");
  }

  private static boolean isDaemon(String from) {
    int at = from.indexOf('@');
    String local = (at < 0 ? from : from.substring(0, at)).toLowerCase(Locale.ROOT);
    return DAEMONS.contains(local) || local.startsWith("bounce+") || local.startsWith("bounces+");
  }

  private static String firstToken(String value) {
    String text = value.strip().toLowerCase(Locale.ROOT);
    int end = 0;
    while (end < text.length() && ";( \t,".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return text.substring(0, end);
  }
}
