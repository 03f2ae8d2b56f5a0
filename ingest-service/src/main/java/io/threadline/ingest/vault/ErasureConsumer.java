package io.threadline.ingest.vault;

import io.quarkus.runtime.StartupEvent;
import io.threadline.contracts.Topic;
import io.threadline.platform.inbox.Consumers;
import io.threadline.platform.inbox.Pace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;

/** Hears of what is to be erased. */
@ApplicationScoped
public class ErasureConsumer {
  private final Consumers consumers;
  private final BlobStore blobs;

  public ErasureConsumer(Consumers consumers, BlobStore blobs) {
    this.consumers = consumers;
    this.blobs = blobs;
  }

  void start(@Observes StartupEvent event) {
    var _ =
        consumers.start(
            "ingest-erasure",
            Set.of(Topic.CONVERSATION_EVENTS),
            Pace.PATIENT,
            new ErasureBatch(blobs));
  }
}
