package io.threadline.ingest.accept;

import io.threadline.contracts.Topic;
import io.threadline.ingest.spool.Spool;
import io.threadline.ingest.spool.SpoolRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Takes the spool to Kafka in order, and sends the accept path back there when the spool is empty.
 *
 * <p>Its producer never gives up, so a record that follows another in the spool cannot reach its
 * partition before it. At start-up the accept path spools until this has heard from Kafka.
 */
public final class SpoolDrain implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(SpoolDrain.class);
  private static final int BATCH = 500;
  private static final long PAUSE_MILLIS = 50;
  private static final Set<Topic> TOPICS = Set.of(Topic.MESSAGES_INBOUND, Topic.MESSAGES_STATUS);

  private final Producer<String, byte[]> producer;
  private final Spool spool;
  private final Acceptor acceptor;
  private final Thread thread;
  private final Object pause = new Object();
  private volatile boolean running = true;

  public SpoolDrain(Producer<String, byte[]> producer, Spool spool, Acceptor acceptor) {
    this.producer = producer;
    this.spool = spool;
    this.acceptor = acceptor;
    this.thread = Thread.ofPlatform().name("spool-drain").daemon().unstarted(this::run);
  }

  /** Starts; returns at once. */
  public void start() {
    thread.start();
  }

  private void run() {
    while (running) {
      try {
        if (acceptor.isSpooling()) {
          step();
        } else {
          pause();
        }
      } catch (IOException e) {
        LOG.errorf(e, "the spool cannot be read: its records wait");
        pause();
      } catch (ExecutionException | KafkaException e) {
        LOG.warnf("Kafka does not take the spool yet: %s", e.getMessage());
        pause();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void step() throws IOException, ExecutionException, InterruptedException {
    Spool.Batch batch = spool.read(BATCH);
    if (!batch.records().isEmpty()) {
      deliver(batch);
    } else if (spool.isEmpty()) {
      acceptor.prepare(TOPICS);
      acceptor.resume();
    } else {
      pause();
    }
  }

  private void deliver(Spool.Batch batch)
      throws IOException, ExecutionException, InterruptedException {
    List<Future<RecordMetadata>> sent = new ArrayList<>(batch.records().size());
    for (SpoolRecord spooled : batch.records()) {
      ProducerRecord<String, byte[]> record =
          new ProducerRecord<>(spooled.topic(), spooled.key(), spooled.body());
      spooled.headers().forEach((name, value) -> record.headers().add(name, value));
      sent.add(producer.send(record));
    }
    for (Future<RecordMetadata> future : sent) {
      future.get();
    }
    spool.remove(batch);
  }

  private void pause() {
    synchronized (pause) {
      try {
        pause.wait(PAUSE_MILLIS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Stops after the batch at hand; what is left stays in the spool for the next start. */
  @Override
  public void close() {
    running = false;
    synchronized (pause) {
      pause.notifyAll();
    }
    producer.close(Duration.ofSeconds(2));
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
