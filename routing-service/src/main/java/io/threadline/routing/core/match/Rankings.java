package io.threadline.routing.core.match;

/** Keeps the orders by skill of the demands that have them. */
final class Rankings {
  private Rankings() {}

  /** The order of the demand and channel, made when first asked for. */
  static Ranking of(Roster roster, Demand demand, int channel, Requirement requirement) {
    Ranking known = demand.rankings[channel];
    if (known != null) {
      return known;
    }
    Ranking ranking = new Ranking(requirement, roster.all(), roster.effort);
    demand.rankings[channel] = ranking;
    demand.ranked = true;
    roster.ranked = true;
    for (Bucket bucket = roster.nextBucket(demand, channel, 0);
        bucket != null;
        bucket = roster.nextBucket(demand, channel, bucket.number + 1)) {
      bucket.each(ranking::put);
    }
    return ranking;
  }

  /** The agent's place may be another. */
  static void update(Roster roster, Group group, Seat seat) {
    if (!roster.ranked) {
      return;
    }
    for (Demand demand : group.demands) {
      if (demand.ranked) {
        update(demand, seat);
      }
    }
  }

  private static void update(Demand demand, Seat seat) {
    for (int channel = 0; channel < demand.rankings.length; channel++) {
      Ranking ranking = demand.rankings[channel];
      if (ranking != null) {
        if (seat.standing.takesPart() && seat.standing.hasRoom(channel)) {
          ranking.put(seat);
        } else {
          ranking.remove(seat);
        }
      }
    }
  }

  static void remove(Demand demand, Seat seat) {
    if (demand.ranked) {
      for (Ranking ranking : demand.rankings) {
        if (ranking != null) {
          ranking.remove(seat);
        }
      }
    }
  }
}
