package io.threadline.local.run;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A service's process. routing-service may have several, which share its schema and agree by leases
 * on who writes which pool; of the others there is one.
 *
 * @param number from 1
 */
public record Instance(Service service, int number) {

  /**
   * As in progress lines, logs and pid files: {@code routing-service}, {@code routing-service-2}.
   */
  public String name() {
    return number == 1 ? service.fullName() : service.fullName() + "-" + number;
  }

  /** Where it listens. */
  public int port(int offset) {
    return number == 1 ? service.port().at(offset) : Port.SECOND_ROUTING.at(offset) + number - 2;
  }

  /** Its HTTP URL, without a slash at the end. */
  public String url(int offset) {
    return "http://localhost:" + port(offset);
  }

  /** Where it keeps files, below the data folder. */
  String folder() {
    return number == 1 ? service.shortName() : service.shortName() + "-" + number;
  }

  /** All processes of all services. */
  public static List<Instance> all(int routing) {
    return Service.all().stream().flatMap(service -> of(service, routing).stream()).toList();
  }

  /** The processes of a service. */
  public static List<Instance> of(Service service, int routing) {
    int count = service == Service.ROUTING ? routing : 1;
    return IntStream.rangeClosed(1, count).mapToObj(n -> new Instance(service, n)).toList();
  }
}
