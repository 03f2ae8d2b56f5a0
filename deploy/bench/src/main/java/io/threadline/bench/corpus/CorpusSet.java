package io.threadline.bench.corpus;

import java.nio.file.Path;
import java.util.List;

/** A kind of samples, with what reads them in production. */
interface CorpusSet {

  /** Its name in figures, as {@code email-mime}. */
  String name();

  /** The samples that are in a folder laid out as the samples' README says; none if it has none. */
  List<Sample> samples(Path data);
}
