package io.threadline.bench.corpus;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The measuring process: a folder in, one JSON object a line out. */
public final class CorpusMain {

  private CorpusMain() {}

  /** All sets, in the order of the table. */
  private static List<CorpusSet> sets() {
    return List.of(
        new MailSet(),
        new ReplySet(),
        new BounceSet(),
        new InboundMailSet(),
        new SignatureSet(),
        new SmsSet(),
        new PhoneSet(),
        new AddressSet());
  }

  /**
   * Judges the samples of a folder.
   *
   * @param words the folder, then names of sets if not all are wanted
   */
  public static void main(String[] words) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path data = Path.of(words[0]);
    List<String> wanted = List.of(words).subList(1, words.length);
    for (CorpusSet set : sets()) {
      if (wanted.isEmpty() || wanted.contains(set.name())) {
        List<Sample> samples = set.samples(data);
        if (!samples.isEmpty()) {
          Tally.of(set, samples).json().forEach(out::println);
        }
      }
    }
    if (wanted.isEmpty() || wanted.contains(MailSpeed.FIGURE)) {
      MailSpeed.measure(data).forEach(out::println);
    }
  }
}
