package io.threadline.kpi.core.measure;

/** What a figure is counted in. */
public enum Unit {
  /** Whole things. */
  COUNT("count"),
  /** A share from 0 to 1. */
  RATIO("ratio"),
  /** Time. */
  SECONDS("seconds");

  private final String text;

  Unit(String text) {
    this.text = text;
  }

  /** As the API and the metric names spell it. */
  public String text() {
    return text;
  }
}
