package io.threadline.local.run;

import io.threadline.local.process.FreePort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks before anything starts whether all ports are free, and says who holds one that is not. */
public final class PortCheck {

  private static final Pattern PID = Pattern.compile("(?:pid=|^)([0-9]+)", Pattern.MULTILINE);

  private PortCheck() {}

  /**
   * Demands all ports of a run.
   *
   * @throws RefusedException naming every port that is taken, by whom, and what to do
   */
  public static void demand(int offset) {
    demand(offset, 1);
  }

  /** Demands all ports of a run with so many routing-service instances. */
  static void demand(int offset, int routing) {
    Stream<String> usual =
        Arrays.stream(Port.values())
            .filter(port -> port != Port.SECOND_ROUTING && !FreePort.isFree(port.at(offset)))
            .map(port -> describe(port.at(offset), port.purpose()));
    Stream<String> further =
        Instance.of(Service.ROUTING, routing).stream()
            .skip(1)
            .filter(instance -> !FreePort.isFree(instance.port(offset)))
            .map(instance -> describe(instance.port(offset), instance.name()));
    List<String> taken = Stream.concat(usual, further).toList();
    if (!taken.isEmpty()) {
      throw new RefusedException(
          "%s.%nStop what holds %s, or shift all ports of this run: ./threadline run --offset %d"
              .formatted(
                  String.join(";\n", taken), taken.size() == 1 ? "it" : "them", offset + 10_000));
    }
  }

  private static String describe(int port, String purpose) {
    return "port %d, needed for %s, is taken by %s"
        .formatted(port, purpose, holder(port).orElse("another program"));
  }

  private static Optional<String> holder(int port) {
    return ask("lsof", "-nP", "-t", "-iTCP:" + port, "-sTCP:LISTEN")
        .or(() -> ask("ss", "-Hltnp", "sport = :" + port))
        .flatMap(ProcessHandle::of)
        .map(process ->
            "process %d (%s)".formatted(process.pid(), process.info().command().orElse("unknown")));
  }

  /** The pid that the tool prints; nothing when it is not installed or finds none. */
  private static Optional<Long> ask(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor(2, TimeUnit.SECONDS);
      Matcher matcher = PID.matcher(output);
      return matcher.find() ? Optional.of(Long.parseLong(matcher.group(1))) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
