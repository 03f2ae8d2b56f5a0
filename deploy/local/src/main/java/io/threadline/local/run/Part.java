package io.threadline.local.run;

import java.time.Duration;

/** A process of the system, as its supervisor sees it: it can be started and stopped. */
interface Part {

  /** How long a part may take to end cleanly. */
  Duration STOP_LIMIT = Duration.ofSeconds(25);

  /** As in logs and progress lines. */
  String name();

  /** Starts the process, anew after it ended; may wait until it is ready. */
  ProcessHandle start();

  /** Ends the process cleanly and waits for its end. */
  void stop(ProcessHandle process);
}
