package io.threadline.local.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * How to run the system.
 *
 * @param root the project's folder, with the built services
 * @param data where the run keeps everything
 * @param offset added to every port
 * @param empty true to start without demo customers and history
 * @param routing how many routing-service instances, 1 to {@value #MAX_ROUTING}
 * @param progress gets one line per step
 */
public record Options(
    Path root, Path data, int offset, boolean empty, int routing, Consumer<String> progress) {

  /** More instances than one machine has a use for. */
  public static final int MAX_ROUTING = 8;

  /** The standard run of the project that the current folder is in. */
  public static Options standard() {
    Path root = projectRoot();
    return new Options(root, root.resolve(".threadline"), 0, false, 1, System.out::println);
  }

  public Options withData(Path folder) {
    return new Options(root, folder, offset, empty, routing, progress);
  }

  public Options withOffset(int ports) {
    return new Options(root, data, ports, empty, routing, progress);
  }

  public Options withoutHistory() {
    return new Options(root, data, offset, true, routing, progress);
  }

  public Options withRouting(int instances) {
    return new Options(root, data, offset, empty, instances, progress);
  }

  public Options withProgress(Consumer<String> listener) {
    return new Options(root, data, offset, empty, routing, listener);
  }

  /** The system property {@code threadline.root}, else the nearest folder with the script. */
  private static Path projectRoot() {
    String configured = System.getProperty("threadline.root");
    Path folder = Path.of(configured == null ? "" : configured).toAbsolutePath().normalize();
    for (Path at = folder; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("deploy/gateway/routes.properties"))) {
        return at;
      }
    }
    throw new IllegalStateException(
        "%s is not inside the Threadline project: start with its ./threadline script"
            .formatted(folder));
  }
}
