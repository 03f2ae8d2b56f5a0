package io.threadline.bench.corpus;

import io.threadline.contracts.inbound.MessageReceived;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Mails of many parsers' test suites: each must be read, within bounds of time and memory; what
 * several parsers say of subject, sender, date and text is compared.
 */
final class MailSet implements CorpusSet {
  /** Expectations and lists; everything else is a mail. */
  private static final Set<String> NO_MAIL =
      Set.of("json", "jsonl", "xml", "out", "list", "tnef", "bin", "md", "golden", "raw-golden");

  private static final long MAX_NANOS = 2_000_000_000L;

  @Override
  public String name() {
    return "email-mime";
  }

  @Override
  public List<Sample> samples(Path data) {
    Map<String, List<MailExpectation>> oracle = MailExpectation.oracle(data);
    List<Sample> samples = new ArrayList<>();
    for (Path file : mails(data)) {
      String name = data.relativize(file).toString();
      samples.add(
          new Sample(
              name,
              () -> {
                List<MailExpectation> expected =
                    new ArrayList<>(oracle.getOrDefault(name, List.of()));
                expected.addAll(MailExpectation.beside(file));
                return judge(Samples.bytes(file), expected);
              }));
    }
    return samples;
  }

  /** The mails of the set. */
  static List<Path> mails(Path data) {
    return Samples.files(data.resolve("email-mime")).stream()
        .filter(file -> !NO_MAIL.contains(extension(file)))
        .filter(file -> !file.getFileName().toString().contains("_decoded"))
        .toList();
  }

  private static String extension(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static Verdict judge(byte[] mail, List<MailExpectation> expectations) {
    long start = System.nanoTime();
    MessageReceived message = Mails.parse(mail);
    long nanos = System.nanoTime() - start;
    if (nanos > MAX_NANOS) {
      return new Verdict.Lost("it took %d ms".formatted(nanos / 1_000_000));
    }
    if (expectations.isEmpty()) {
      return new Verdict.Read();
    }
    List<String> wrong =
        expectations.stream()
            .map(expectation -> expectation.disagreement(message))
            .flatMap(Optional::stream)
            .toList();
    return wrong.isEmpty() ? new Verdict.Agrees() : new Verdict.Disagrees(String.join("; ", wrong));
  }
}
