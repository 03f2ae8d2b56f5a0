package io.threadline.kpi.core.measure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The one declaration of a KPI: what it is called, how it reads, and how it is computed.
 *
 * @param key stable name in URLs and metrics
 * @param title as a heading
 * @param text the formula in words: what is shown under "how is this computed?"
 * @param unit of the value
 * @param population which subjects are looked at, in words
 * @param clock which instant puts a subject into a period, in words
 * @param version grows when the meaning changes, so that figures are not compared across
 * @param formula how it is computed
 * @param settlesAfter if set, a period's value may still change without a late event until this
 *     long after its end
 */
public record Kpi(
    String key,
    String title,
    String text,
    Unit unit,
    String population,
    String clock,
    int version,
    Formula formula,
    @Nullable Duration settlesAfter) {}
