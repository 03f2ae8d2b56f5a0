package io.threadline.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The README's tour, command by command in a real shell, so that it stays true. A reader looks
 * again when something is not there yet; so does this: a command that only reads is repeated until
 * it shows what the tour promises, one that changes something runs once.
 */
class TourTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\n(.*?)^```$");
  private static final Pattern ASSIGNMENT = Pattern.compile("(?m)^([a-z]+)=");
  private static final String ID = "[0-9a-f]{8}-[0-9a-f-]{27}";

  /** What a command shows, by how it begins; a command that is not named here must just succeed. */
  private static final Map<String, String> PROMISES =
      Map.ofEntries(
          Map.entry("token=", "ey[\\w-]+\\.ey[\\w-]+\\..+"),
          Map.entry("api -X PUT $url/api/agents/me/presence", "\"ready\""),
          Map.entry("api $url/sim/customers/", ".*"),
          Map.entry("customer=", ID),
          Map.entry("ticket=", ID),
          Map.entry("api $url/api/agents/me/offers", "\"reason\":\"[^\"]+"),
          Map.entry("offer=", ID),
          Map.entry("api -X POST $url/api/agents/me/offers/$offer/accept", "accepted"),
          Map.entry("api $url/api/tickets/$ticket/messages", "Sorry about that"),
          Map.entry("api \"$url/sim/sent?channel=sms\"", "Sorry about that"),
          Map.entry("api $url/api/customers/$customer/conversation\n", "\"delivered\""),
          Map.entry(
              "api $url/api/customers/$customer/conversation |",
              "(?s)1 sms: Hello.*2 sms: Sorry.*3 whatsapp: It says 20"),
          Map.entry("api -X POST $url/api/tickets/$ticket/resolve", "resolved"),
          Map.entry("api $url/api/routing/decisions/$ticket", "agent1"),
          Map.entry("api $url/api/kpis |", "first-response-time: "),
          Map.entry("api \"$url/api/kpis/first-response-time?by=channel\"", "\"sms\""),
          Map.entry("api $url/api/kpis/first-response-time/tickets", ID));

  private final Desk desk = new Desk(RunningSystem.get());

  @BeforeEach
  void startWithAnEmptyDesk() {
    desk.clear();
  }

  @AfterEach
  void goHome() {
    desk.presence(Desk.AGENT1, "offline");
  }

  @Test
  void everyCommandShowsWhatItPromises() throws Exception {
    List<String> blocks = blocks();
    assertThat(blocks).as("blocks of the tour").hasSizeGreaterThan(7);
    try (Shell shell = new Shell()) {
      String helpers =
          blocks
              .getFirst()
              .replace("http://localhost:8080", RunningSystem.get().gateway().toString());
      assertThat(shell.run(helpers).code()).isZero();
      for (String command : commands(blocks.subList(1, blocks.size()))) {
        run(shell, command);
      }
    }
  }

  private static void run(Shell shell, String command) {
    String promise =
        PROMISES.entrySet().stream()
            .filter(entry -> (command + '\n').startsWith(entry.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElseThrow(() -> new AssertionError("the tour has a new command: " + command));
    var assigned = ASSIGNMENT.matcher(command);
    String shown = assigned.lookingAt() ? command + "; echo $" + assigned.group(1) : command;
    if (command.contains(" -X ") || command.contains(" -d '")) {
      Shell.Result result = shell.run(shown);
      assertThat(result.output()).as(command).containsPattern(promise);
    } else {
      await(command)
          .atMost(PATIENCE)
          .until(() -> Pattern.compile(promise).matcher(shell.run(shown).output()).find());
    }
  }

  private static List<String> blocks() throws Exception {
    String readme =
        Files.readString(Path.of(System.getProperty("threadline.root", "../.."), "README.md"));
    String tour = readme.substring(readme.indexOf("## A tour"), readme.indexOf("## Where things"));
    return BLOCK.matcher(tour).results().map((MatchResult block) -> block.group(1)).toList();
  }

  /** One command per line. */
  private static List<String> commands(List<String> blocks) {
    List<String> commands = new ArrayList<>();
    blocks.forEach(block -> commands.addAll(block.lines().toList()));
    return commands;
  }
}
