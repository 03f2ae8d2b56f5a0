package io.threadline.ingest.channel.email.core;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why a mail did not arrive, read from what mail servers say to people: the codes alone do not
 * tell, since 5.1.1 is said of full mailboxes and 5.0.0 of everything. The first reason that the
 * words fit counts, so what is narrow stands before what is wide.
 */
public enum BounceReason {
  MAILBOX_FULL(
      false,
      "the mailbox is full: try another channel, or later",
      "5\\.2\\.2|4\\.2\\.2",
      "(mailbox|mail ?box|inbox|account|user|recipient|maildrop|storage|disk|quota|boite|bo[iî]te)"
          + "[^.]{0,40}(is |are |has been |too |été )?(full|over ?quota|exceed|out of (space|storage)|too large|pleine"
          + "|size limit|satur)|over ?(the )?(its |his |disk |storage |maximum |mail |user |allowed |allotted )*quota"
          + "|quota[^.]{0,30}(exceed|full|violation|reached|overdrawn|error)|exceed[^.]{0,30}(quota|storage|allocation"
          + "|mailbox size|capacity)|out of storage|not enough (storage )?space|insufficient (system |disk )?storage"
          + "|disk full|disc quota|no space left|maximum mail ?box size|mailfolder is full|mail file size exceeds"
          + "|maximum user file size|would be over the allowed quota|容量|いっぱい"),
  TOO_LARGE(
      false,
      "the mail is too large for the recipient's server: send less",
      "[45]\\.3\\.4|[45]\\.2\\.3",
      "message (size |is )?(too (big|large)|exceeds)|exceed(s|ed)? (the )?(maximum|fixed|message) [^.]{0,30}size"
          + "|size (limit|exceeds)|too large message|max message size|message file too big|line too long"),
  DISABLED(
      false,
      "the mailbox is disabled: ask for another address",
      "[45]\\.7\\.13",
      "(account|mailbox|user|address|recipient|domain|service)[^.]{0,60}(is |has been |was |been |temporarily )*"
          + "(disabled?|suspended|inactive|inactivated|deactivated|locked|frozen|closed|blocked due|expired|not active"
          + "|no longer active|not available|currently unavailable|unavailable)|(disabled|inactive|suspended|deactivated|locked)"
          + " (account|mailbox|user|recipient|domain|address)|not currently active|account (that )?(is|has been)"
          + " (dead|turned off)|mailbox unavailable or access denied|not logged ?in for|temporarily unavailable"),
  VIRUS(
      false,
      "the recipient's server takes the mail for infected: check its attachments",
      "",
      "virus|infected|malware|worm|suspicious (attachment|content)|potentially (dangerous|executable)"
          + "|dangerous (attachment|content)"),
  NOT_AUTHENTICATED(
      false,
      "our mail is not authenticated (SPF, DKIM, DMARC): the domain's owner must set it up",
      "[45]\\.7\\.(2[0-9]|30|509)",
      "\\bspf\\b|\\bdkim\\b|\\bdmarc\\b|sender policy framework|unauthenticated (email|mail)|domainkeys"
          + "|authentication (information|checks?)|not authenticated|author domain signing"),
  NO_REVERSE_NAME(
      false,
      "the address of our mail server has no name in DNS: its operator must set it up",
      "[45]\\.7\\.25",
      "reverse (dns|lookup|name|host)|\\bptr\\b|\\brdns\\b|cannot find your hostname|no dns entry for|fcrdns"
          + "|(ip|client|host)[^.]{0,40}(does not|doesn't) (have|resolve)[^.]{0,30}(name|hostname|domain|dns)"
          + "|unresolvable relay host name|unable to resolve your ip"),
  RATE_LIMITED(
      false,
      "the recipient's server limits our mail at the moment: try later",
      "",
      "too many (connections|messages|mails|recipients|concurrent|emails|smtp sessions|errors|requests)|rate limit"
          + "|throttl|sending (rate|limit)|unusual rate|try again later[^.]{0,30}limit|exceeded [^.]{0,30}(rate|messages per)"
          + "|greylist|gr[ae]y-?list|max(imum)? (number of )?(connections|sessions)|unsolicited mail rate|message rate"),
  SPAM(
      false,
      "the recipient's server takes the mail for unwanted: change its wording",
      "",
      "spam|unsolicited|\\buce\\b|junk ?mail|bulk (e-?)?mail|content (filter|rejected|reject)|blocked (by|due to) content"
          + "|message (content )?(was )?(rejected|blocked|refused) (due to|because of|by) (local )?(content|policy|filter)"
          + "|bayes|high (score|probability)|identified .{0,30}as (spam|bulk)|similar to messages|phish|fraud|advertis"
          + "|rejected by .{0,30}filter"),
  BLOCKED(
      false,
      "the recipient's server refuses mail from our server: its operator must find out why",
      "",
      "black ?list|block ?list|blocked using|\\brbl\\b|dnsbl|(?<!not )listed (in|at|on|by)|reputation|(your|client|sending|connecting|remote)"
          + " (smtp )?(ip|host|server|network|mail ?server|domain|address)[^.]{0,50}(block|refused|denied|rejected|banned|not allowed|forbidden|prohibit|not accepted|mismatch)"
          + "|(block|refus|deni|reject|bann)[^.]{0,40}(your ip|ip address|client host|sending server|your host|your server|your network)|dynamic ip|dial-?up"
          + "|mismatches client|bad (helo|ehlo)|(helo|ehlo) (command|name|hostname)[^.]{0,20}(reject|invalid|denied)|invalid helo|forged|connection (dropped|reset|closed)"
          + "|no (smtp )?access|server access [^.]{0,20}forbidden"),
  SENDER_REFUSED(
      false,
      "the recipient's server refuses our sender address: its operator must find out why",
      "5\\.1\\.[78]",
      "(invalid|bad|unknown|unroutable|unrouteable|unverified|unauthenticated|spoofed|forged) (from|sender|return|envelope)|senders? (address|domain|host|email|denied|rejected|is|was|verif|not|id|must|unknown)"
          + "|from: (domain|address)|\\bfrom (address|domain|header)[^.]{0,30}(not|invalid|reject|denied|does)|(mail|envelope) ?from|valid from"),
  HOST_UNKNOWN(
      true,
      "there is no such mail domain: ask for another address",
      "5\\.1\\.2|5\\.4\\.4",
      "(host|domain|name)[^.:]{0,40}(unknown|not (be )?found(?!,? try again)|not reachable|does ?n[o']?t exist|non-?existent|invalid|is not (local|known|valid)|not known|can'?t be resolved"
          + "|lookup (failure|failed)|has no|unresol|could not be resolved|no longer available)|(unknown|no such|invalid|bad|illegal|unresolvable|non-?existent)"
          + " (destination )?(host|domain|mail ?host|server|dns)|nxdomain|no mx (record )?(found|for|exist)|unrouteable mail domain|bad destination (host|system|mailbox)|unroutable"),
  USER_UNKNOWN(
      true,
      "there is no such mailbox: ask for another address",
      "5\\.1\\.([13]|10|351)",
      "(?<!host )(no|not a|not an|isn'?t a|unknown|invalid|bad|non-?existent|illegal|unrouteable|undeliverable|incorrect|wrong)"
          + " (such )?(a )?(valid )?(local )?(known )?(user|mailbox|mail ?box|recipient|address|account|addressee|person|mail ?drop|email|e-mail|alias"
          + "|local part|destination|one|rcpt|subscriber|customer)|(user|mailbox|recipient|address|account|addressee|alias|name|destination|to)"
          + "[^.:]{0,80}(unknown|not (be )?(found|known|exist|listed|valid|recogni[sz]ed)|does ?n[o']?t (exist|have)|do not exist|doesn.t exist"
          + "|did not match|is invalid|invalid|no(t| longer) (exist|valid|here)|non-?existent|could ?n[o']?t be found|rejected:? no such|has moved on"
          + "|undeliverable|n'existe pas|inconnu|no existe|unbekannt|nicht bekannt|existiert nicht|不存在|存在し|见つか|not in (our|the|my))"
          + "|recipient address rejected: access denied|mailbox unavailable|no account|no mailbox|not our (customer|user)|not listed in|not a valid|doesn'?t have (a|an) [^.]{0,40}account|unrouteable"
          + "|(is|was|are) not (a )?(local|known|valid)|user ?unknown|unknown ?user|addr(ess)? ?unknown|couldn't find any host|vrfy"
          + "|there is no one|nobody by that name|can'?t? ?(find|verify)|cannot (find|verify)|nosuchuser|no local mailbox"),
  MAILBOX_DOUBTED(
      false,
      "the recipient's server refused the mail and calls the mailbox unknown: check the address",
      "",
      ""),
  MOVED(
      true,
      "the mailbox has moved: ask for the new address",
      "5\\.1\\.6",
      "has moved|moved to|new address|changed (his|her|their|its)? ?address|user has (left|moved)"),
  NOT_ACCEPTED(
      true,
      "that host takes no mail: ask for another address",
      "5\\.3\\.2",
      "null ?mx|mx (record )?(is )?(null|empty|[.])|does not accept (any )?(e-?)?mail|not accept(ing)? (any )?(e-?)?mail|no smtp service|name server: [.]|invalid mail exchanger|service not available"),
  EXPIRED(
      false,
      "the recipient's server could not be reached for too long: try later or another channel",
      "[45]\\.4\\.7|4\\.4\\.[127]",
      "(message|mail|delivery|it) (has |was |is )?(been )?(expired|timed? ?out|in (the )?queue too long|too old|undelivered after"
          + "|undeliverable for)|could not be delivered for|retry (time|timeout|limit)[^.]{0,40}(exceeded|expired|reached)?"
          + "|too long in|queue ?too long|exceeded (maximum )?(retry|time)|delivery (attempts|time) ?(expired|failed)"
          + "|for (more than|the last|over)? ?\\d+(\\.\\d+)? (hour|day|minute)|aborted after|timed? ?out|timeout|has expired"
          + "|giving up|will no longer|was not (delivered|reached) within|cannot be delivered (after|for)|unable to deliver in time"
          + "|connection attempt|connection refused|could not connect|unable to connect|can ?not connect|no answer from host|not responding"),
  NETWORK(
      false,
      "the recipient's server cannot be reached: try later",
      "[45]\\.4\\.[0356]",
      "(mail|routing)?[ -]?loop|too many hops|hop count|network (is )?unreachable|no route to|could not (connect|send|be reached)"
          + "|host (is )?(unreachable|down|not reachable)|name server|no (valid |route|relay|dns|mx)|dns (timeout|error|lookup"
          + " failure)|temporary (dns|failure in name)|config error|lost connection|i/o error|delivered-to:? header"),
  POLICY(
      false,
      "the recipient's server refuses the mail by its policy: use another channel",
      "[45]\\.7\\.\\d+",
      "policy|access denied|not (permitted|allowed|authori[sz]ed)|permission|rejected|refused|denied|relay|forbidden|prohibit|not accept"),
  SYSTEM(
      false,
      "the recipient's mail server has trouble: try later",
      "[45]\\.3\\.\\d+|4\\.\\d+\\.\\d+",
      "system (error|problem|failure|config)|internal (server )?error|local (error|configuration)|resources? (temporarily )?unavailable|mail ?system|disk|malformed"),
  UNKNOWN(false, "the recipient's server gave no reason: check the address", "", "");

  private final boolean hard;
  private final String plain;
  private final Pattern status;
  private final Pattern words;

  BounceReason(boolean hard, String plain, String status, String words) {
    this.hard = hard;
    this.plain = plain;
    // A pattern that nothing matches where there is none.
    this.status = Pattern.compile(status.isEmpty() ? "(?!)" : status);
    this.words = Pattern.compile(words.isEmpty() ? "(?!)" : words, Pattern.CASE_INSENSITIVE);
  }

  /** True if the address itself is bad: it will be as bad tomorrow. */
  public boolean hard() {
    return hard;
  }

  /** For agents: what is wrong, and what to do instead. */
  public String plain() {
    return plain;
  }

  private static final List<BounceReason> ALL = List.of(values());

  /** Reasons that many words stand for: a code that says more is believed. */
  private static final Set<BounceReason> VAGUE =
      EnumSet.of(DISABLED, BLOCKED, NETWORK, SYSTEM, POLICY, UNKNOWN);

  /**
   * Said of the recipient, before the mail was read, or by the server whose mailbox it would be.
   * Some servers call every mail that they filter "user unknown", which is no reason to give a
   * mailbox up.
   */
  private static final Pattern CERTAIN =
      Pattern.compile(
          "(?<!need )\\brcpt|not listed in|not recogni[sz]ed|recipient command",
          Pattern.CASE_INSENSITIVE);

  /** What their names are made of says nothing about what happened. */
  private static final Pattern ADDRESS = Pattern.compile("[^\\s<>]+@[^\\s<>]+|https?://\\S+");

  private static final Pattern HOST =
      Pattern.compile("\\b[\\w-]+(\\.[\\w-]+)+\\.[a-zA-Z]{2,}\\b|\\[[0-9a-fA-F.:]+\\]");

  /**
   * The reason that words and status fit best; {@link #UNKNOWN} if there is none.
   *
   * @param words what the server said that refused
   * @param context what is said around it
   * @param status as {@code 5.1.1} (RFC 3463), or null
   */
  static BounceReason of(String words, String context, @Nullable String status) {
    BounceReason coded = ofStatus(status);
    BounceReason said = said(words, coded);
    BounceReason reason =
        said == UNKNOWN || said == POLICY ? said(words + ' ' + context, coded) : said;
    boolean certain = coded.hard || CERTAIN.matcher(words + ' ' + context).find();
    return reason == USER_UNKNOWN && !certain ? MAILBOX_DOUBTED : reason;
  }

  private static BounceReason said(String words, BounceReason coded) {
    String bare =
        HOST.matcher(ADDRESS.matcher(words).replaceAll("address"))
            .replaceAll("host")
            .replaceAll("\\s+", " ");
    boolean fits = coded != UNKNOWN && coded.words.matcher(bare).find();
    BounceReason said = fits ? coded : ofWords(bare);
    return VAGUE.contains(said) && !VAGUE.contains(coded) ? coded : said == UNKNOWN ? coded : said;
  }

  private static BounceReason ofWords(String words) {
    return ALL.stream().filter(r -> r.words.matcher(words).find()).findFirst().orElse(UNKNOWN);
  }

  private static BounceReason ofStatus(@Nullable String status) {
    return status == null
        ? UNKNOWN
        : ALL.stream().filter(r -> r.status.matcher(status).matches()).findFirst().orElse(UNKNOWN);
  }
}
