package io.threadline.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.threadline.local.run.LocalSystem;
import io.threadline.systemtests.deploy.Project;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * The console in a real browser: {@code console/e2e} driven by Node in a headless Chromium, against
 * this JVM's system. Its pictures are in {@code target/console}.
 */
class ConsoleTest {
  private static final int LIMIT_SECONDS = 300;
  private static final Path CONSOLE = Project.path("console");
  private static final List<String> BROWSERS =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

  private final LocalSystem system = RunningSystem.get();
  private final Desk desk = new Desk(system);

  @AfterEach
  void goHome() {
    desk.clear();
    desk.presence(Desk.AGENT1, "offline");
    desk.presence(Desk.AGENT2, "offline");
  }

  @Test
  void servesAgentsInABrowser() throws Exception {
    String browser = browserOrSkip();
    HttpServer control = takeOrders();
    try {
      ProcessBuilder builder =
          node("node_modules/vitest/vitest.mjs", "run", "--config", "e2e/vitest.config.ts");
      builder
          .environment()
          .put("THREADLINE_CONTROL", "http://localhost:" + control.getAddress().getPort());
      builder.environment().put("THREADLINE_URL", system.gateway().toString());
      builder
          .environment()
          .put("THREADLINE_PICTURES", Path.of("target/console").toAbsolutePath().toString());
      builder.environment().put("CHROMIUM", browser);
      builder.environment().put("NO_COLOR", "1");
      assertThat(run(builder)).as("the console's tests in the browser, printed above").isZero();
    } finally {
      control.stop(0);
    }
  }

  @Test
  void typesOfTheApiAreThoseOfTheDocuments() throws Exception {
    assertThat(run(node("src/api/generate.mjs", "--check"))).as("stale types, see above").isZero();
  }

  private static String browserOrSkip() {
    Optional<String> browser =
        Stream.concat(Stream.ofNullable(System.getenv("CHROMIUM")), BROWSERS.stream())
            .filter(path -> Files.isExecutable(Path.of(path)))
            .findFirst();
    if (browser.isEmpty()) {
      System.out.println(
          "chromium is not here: the console was not tested in a browser (Debian package chromium)");
    }
    Assumptions.assumeTrue(browser.isPresent());
    return browser.orElseThrow();
  }

  /** Ends a child of the system when a test asks for it. */
  private HttpServer takeOrders() throws IOException {
    HttpServer control =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    control.createContext(
        "/kill/",
        exchange -> {
          system.kill(exchange.getRequestURI().getPath().substring("/kill/".length()));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    control.start();
    return control;
  }

  private static ProcessBuilder node(String... arguments) {
    return new ProcessBuilder(
            Stream.concat(Stream.of("node"), Stream.of(arguments)).toArray(String[]::new))
        .directory(CONSOLE.toFile())
        .redirectErrorStream(true);
  }

  /** Prints what it prints: this JVM's own streams belong to the test runner. */
  private static int run(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.start();
    process.getOutputStream().close();
    Thread printing =
        Thread.ofVirtual()
            .start(() ->
                process.inputReader(StandardCharsets.UTF_8).lines().forEach(System.out::println));
    try {
      assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("ends in time").isTrue();
      printing.join();
      return process.exitValue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
