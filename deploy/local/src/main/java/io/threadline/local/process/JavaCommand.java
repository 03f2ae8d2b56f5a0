package io.threadline.local.process;

import java.util.ArrayList;
import java.util.List;

/**
 * The command line of a child JVM: this JVM's own java, its class path, and small-process flags.
 */
public final class JavaCommand {

  private JavaCommand() {}

  /**
   * Runs a main class of this JVM's class path.
   *
   * @param heapMegabytes the heap's limit
   * @param options further JVM options
   */
  public static List<String> mainClass(
      Class<?> main, int heapMegabytes, List<String> options, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.addAll(smallProcess(heapMegabytes));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** The java binary this JVM runs on. */
  public static String java() {
    return System.getProperty("java.home") + "/bin/java";
  }

  /**
   * Flags for a process that starts fast and stays small: one compiler tier needs less code cache.
   */
  public static List<String> smallProcess(int heapMegabytes) {
    List<String> flags = new ArrayList<>(steadyProcess(heapMegabytes));
    flags.add("-XX:TieredStopAtLevel=1");
    return List.copyOf(flags);
  }

  /**
   * Flags for a process that works under load: the serial collector, since a small machine has no
   * threads to spare for another, and all compiler tiers.
   */
  public static List<String> steadyProcess(int heapMegabytes) {
    return List.of(
        "-Xmx" + heapMegabytes + "m",
        "-Xss512k",
        "-XX:+UseSerialGC",
        "-XX:+ExitOnOutOfMemoryError",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow");
  }
}
