package io.threadline.systemtests;

import io.threadline.local.run.LocalSystem;
import io.threadline.local.run.Options;
import io.threadline.local.run.Port;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One system for all tests of this JVM, on ports of its own, with a fresh data folder. */
final class RunningSystem {
  private RunningSystem() {}

  static LocalSystem get() {
    return Holder.SYSTEM;
  }

  private static LocalSystem start() {
    LocalSystem system =
        LocalSystem.start(
            Options.standard()
                .withData(folder())
                .withOffset(freeOffset())
                .withoutHistory()
                .withRouting(2)
                .withProgress(line -> System.out.println("system " + line)));
    Runtime.getRuntime().addShutdownHook(new Thread(system::close));
    return system;
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory(Files.createDirectories(Path.of("target/run")), "data");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An offset at which every port of the system is free. */
  private static int freeOffset() {
    return IntStream.generate(() -> 10_000 + new Random().nextInt(200) * 100)
        .limit(100)
        .filter(offset -> Stream.of(Port.values()).allMatch(port -> isFree(port.at(offset))))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no offset has all its ports free"));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("localhost"))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static final class Holder {
    static final LocalSystem SYSTEM = start();
  }
}
