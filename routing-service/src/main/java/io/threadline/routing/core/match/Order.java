package io.threadline.routing.core.match;

import io.threadline.routing.core.order.Heap;
import java.time.Instant;
import java.util.Comparator;

/** In which order agents are preferred who may take a ticket alike. */
enum Order implements Comparator<Seat> {
  /** By the part of the capacity in use, then by idleness. */
  LOAD {
    @Override
    long key(Seat seat) {
      return Math.clamp(seat.permille, 0, MAX_PERMILLE) << IDLE_BITS | idle(seat);
    }

    @Override
    int ties(Seat a, Seat b) {
      int byLoad = Long.compare(a.permille, b.permille);
      return byLoad != 0 ? byLoad : a.agent.idleSince().compareTo(b.agent.idleSince());
    }
  },
  /** By the quarter of the capacity in use, then by idleness. */
  BAND {
    @Override
    long key(Seat seat) {
      return Math.clamp(band(seat), 0, MAX_PERMILLE) << IDLE_BITS | idle(seat);
    }

    @Override
    int ties(Seat a, Seat b) {
      int byBand = Long.compare(band(a), band(b));
      return byBand != 0 ? byBand : a.agent.idleSince().compareTo(b.agent.idleSince());
    }

    private static long band(Seat seat) {
      return seat.permille / BAND_PERMILLE;
    }
  },
  /** By idleness, then by load. */
  IDLENESS {
    @Override
    long key(Seat seat) {
      return Heap.key(seat.agent.idleSince());
    }

    @Override
    int ties(Seat a, Seat b) {
      int byIdle = a.agent.idleSince().compareTo(b.agent.idleSince());
      return byIdle != 0 ? byIdle : Long.compare(a.permille, b.permille);
    }
  },
  /** By the last offer, then by idleness. */
  TURN {
    @Override
    long key(Seat seat) {
      return Heap.key(lastOffer(seat));
    }

    @Override
    int ties(Seat a, Seat b) {
      int byOffer = lastOffer(a).compareTo(lastOffer(b));
      return byOffer != 0 ? byOffer : a.agent.idleSince().compareTo(b.agent.idleSince());
    }

    private Instant lastOffer(Seat seat) {
      Instant last = seat.agent.lastOfferAt();
      return last == null ? Instant.MIN : last;
    }
  };

  /** The width of a load band. */
  private static final int BAND_PERMILLE = 250;

  /** Room for the microseconds of 71 years from 2020 on; who idles since before or after ties. */
  private static final int IDLE_BITS = 51;

  private static final long IDLE_FROM = 1_577_836_800L;
  private static final long MAX_PERMILLE = (1L << (63 - IDLE_BITS)) - 1;

  private static long idle(Seat seat) {
    Instant since = seat.agent.idleSince();
    long seconds = Math.clamp(since.getEpochSecond() - IDLE_FROM, -1, 1L << 31);
    return Math.clamp(seconds * 1_000_000 + since.getNano() / 1_000, 0, (1L << IDLE_BITS) - 1);
  }

  /** A number that sorts as the order does, as far as a number can. */
  abstract long key(Seat seat);

  abstract int ties(Seat a, Seat b);

  /** Between agents of equal keys: what {@link #ties} says, in the end the login. */
  final int afterKey(Seat a, Seat b) {
    int order = ties(a, b);
    return order != 0 ? order : a.login.compareTo(b.login);
  }

  @Override
  public final int compare(Seat a, Seat b) {
    int byKey = Long.compare(key(a), key(b));
    return byKey != 0 ? byKey : afterKey(a, b);
  }
}
