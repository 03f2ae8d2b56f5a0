package io.threadline.bench.corpus;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.threadline.ingest.channel.Arrival;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.MimeConfig;

/**
 * How fast whole mails become messages, beside mime4j alone, which only makes its tree of parts of
 * them: no text is decoded, no history found, no HTML made safe. The contenders take turns over the
 * whole corpus, and the medians are compared.
 */
final class MailSpeed {
  static final String FIGURE = "email-speed";
  private static final int ROUNDS = 9;
  private static final int WARM_UP = 8;
  private static final double MEGABYTE = 1 << 20;

  private MailSpeed() {}

  /** A mail as it is when parsing begins. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Stored(byte[] bytes, Arrival arrival) {
    static Stored of(byte[] bytes) {
      return new Stored(bytes, Mails.arrival(bytes));
    }
  }

  /** Measures; nothing if the folder has no mails. */
  static List<String> measure(Path data) {
    List<Stored> mails = MailSet.mails(data).stream().map(Samples::bytes).map(Stored::of).toList();
    if (mails.isEmpty()) {
      return List.of();
    }
    double megabytes = mails.stream().mapToLong(mail -> mail.bytes.length).sum() / MEGABYTE;
    List<Double> ours = new ArrayList<>();
    List<Double> bare = new ArrayList<>();
    for (int round = 0; round < WARM_UP + ROUNDS; round++) {
      double mine = seconds(() -> mails.forEach(mail -> Mails.parse(mail.bytes, mail.arrival)));
      double theirs = seconds(() -> mails.forEach(mail -> bare(mail.bytes)));
      if (round >= WARM_UP) {
        ours.add(megabytes / mine);
        bare.add(megabytes / theirs);
      }
    }
    double value = median(ours);
    double reference = median(bare);
    return List.of(
        new ObjectMapper()
            .createObjectNode()
            .put("figure", "corpus.email_parse_rate")
            .put("value", Math.round(value * 10) / 10.0)
            .put("unit", "MB/s")
            .put("reference", Math.round(reference * 10) / 10.0)
            .put("ratio", Math.round(value / reference * 1000) / 1000.0)
            .toString());
  }

  private static void bare(byte[] mail) {
    DefaultMessageBuilder builder = new DefaultMessageBuilder();
    builder.setMimeEntityConfig(
        MimeConfig.custom()
            .setMaxLineLen(-1)
            .setMaxHeaderCount(-1)
            .setMaxHeaderLen(-1)
            .setMaxContentLen(-1)
            .build());
    try {
      Message message = builder.parseMessage(new ByteArrayInputStream(mail));
      message.dispose();
    } catch (IOException e) {
      throw new UncheckedIOException("mime4j cannot read a mail", e);
    }
  }

  /** Processor time, so that what else runs on the machine does not count. */
  private static double seconds(Runnable work) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    work.run();
    return (threads.getCurrentThreadCpuTime() - start) / 1e9;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}
