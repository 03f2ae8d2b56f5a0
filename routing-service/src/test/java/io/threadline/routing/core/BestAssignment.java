package io.threadline.routing.core;

import java.util.Arrays;

/** The Hungarian algorithm (Kuhn 1955, with potentials), an oracle for matching in a batch. */
final class BestAssignment {
  private BestAssignment() {}

  /** The greatest sum of values, each row and each column taken at most once; no value below 0. */
  static long sum(long[][] values) {
    int n = Math.max(values.length, values.length == 0 ? 0 : values[0].length);
    long[] rows = new long[n + 1];
    long[] columns = new long[n + 1];
    int[] owner = new int[n + 1];
    for (int row = 1; row <= n; row++) {
      assign(values, row, rows, columns, owner);
    }
    long sum = 0;
    for (int column = 1; column <= n; column++) {
      sum -= cost(values, owner[column], column);
    }
    return sum;
  }

  private static void assign(long[][] values, int row, long[] rows, long[] columns, int[] owner) {
    int n = owner.length - 1;
    long[] slack = new long[n + 1];
    int[] way = new int[n + 1];
    boolean[] used = new boolean[n + 1];
    Arrays.fill(slack, Long.MAX_VALUE);
    owner[0] = row;
    int column = 0;
    while (owner[column] != 0) {
      used[column] = true;
      int next = 0;
      long delta = Long.MAX_VALUE;
      for (int j = 1; j <= n; j++) {
        if (!used[j]) {
          long reduced = cost(values, owner[column], j) - rows[owner[column]] - columns[j];
          if (reduced < slack[j]) {
            slack[j] = reduced;
            way[j] = column;
          }
          if (slack[j] < delta) {
            delta = slack[j];
            next = j;
          }
        }
      }
      for (int j = 0; j <= n; j++) {
        if (used[j]) {
          rows[owner[j]] += delta;
          columns[j] -= delta;
        } else {
          slack[j] -= delta;
        }
      }
      column = next;
    }
    while (column != 0) {
      owner[column] = owner[way[column]];
      column = way[column];
    }
  }

  private static long cost(long[][] values, int row, int column) {
    return row > values.length || column > values[row - 1].length
        ? 0
        : -values[row - 1][column - 1];
  }
}
