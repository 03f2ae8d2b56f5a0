package io.threadline.conversation.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The last events, in the order in which this instance read them. Holds every record from {@code
 * start} up to {@code end}, per partition. Not safe by itself: the tail's lock guards it.
 */
final class EventRing {
  private final int capacity;
  private final ArrayDeque<LiveEvent> events;
  private final long[] start;
  private final long[] end;

  /** How many events were dropped: the number of the first one that is there. */
  private long first;

  EventRing(int capacity, long[] start) {
    this.capacity = capacity;
    this.events = new ArrayDeque<>(Math.min(capacity, 1024));
    this.start = start.clone();
    this.end = start.clone();
  }

  void append(LiveEvent event) {
    if (events.size() == capacity) {
      LiveEvent dropped = events.removeFirst();
      start[dropped.slot()] = dropped.offset() + 1;
      first++;
    }
    events.addLast(event);
    end[event.slot()] = event.offset() + 1;
  }

  /** The offsets from which on every record is here. */
  long[] start() {
    return start.clone();
  }

  /** The offsets of the next records to come. */
  long[] end() {
    return end.clone();
  }

  /** The number of the oldest event. */
  long first() {
    return first;
  }

  /** The number of the next event to come. */
  long next() {
    return first + events.size();
  }

  /** At most {@code max} events from that number on, which must not have been dropped. */
  List<LiveEvent> from(long number, int max) {
    List<LiveEvent> found = new ArrayList<>();
    Iterator<LiveEvent> all = number - first > events.size() / 2 ? tail(number) : events.iterator();
    long skip = number - first > events.size() / 2 ? 0 : number - first;
    while (all.hasNext() && found.size() < max) {
      LiveEvent event = all.next();
      if (skip-- <= 0) {
        found.add(event);
      }
    }
    return found;
  }

  /** The events from a number near the end on, found without walking over all before it. */
  private Iterator<LiveEvent> tail(long number) {
    ArrayDeque<LiveEvent> last = new ArrayDeque<>();
    Iterator<LiveEvent> backwards = events.descendingIterator();
    for (long left = next() - number; left > 0 && backwards.hasNext(); left--) {
      last.addFirst(backwards.next());
    }
    return last.iterator();
  }
}
