package io.threadline.bench.corpus;

import java.util.function.Supplier;

/**
 * One file or one case of a set.
 *
 * @param name the path in the folder or the name of the case
 * @param judgement reads it as production does and compares; what it throws is a loss
 */
record Sample(String name, Supplier<Verdict> judgement) {}
