package io.threadline.routing.store;

import io.threadline.routing.core.Input;
import io.threadline.routing.core.Reply;
import io.threadline.routing.core.Stamp;
import io.threadline.routing.core.match.Decision;
import io.threadline.routing.store.pack.Packed;
import java.util.List;
import java.util.UUID;

/**
 * What one commit adds to a pool's log: inputs with their answers, and the decisions they led to.
 */
public record LogBatch(List<Entry> inputs, List<Decision> decisions) {

  /** An input of the log with its answer; a repeat of the command gets the same. */
  public record Entry(Stamp stamp, UUID commandId, Input input, Reply reply) {}

  /** As it is stored. */
  public byte[] packed() {
    return Packed.write(LogBatch.class, this);
  }

  /** What was stored so. */
  public static LogBatch of(byte[] packed) {
    return Packed.read(LogBatch.class, packed);
  }
}
