package io.threadline.routing.core.match;

import org.jspecify.annotations.Nullable;

/**
 * What an agent could be offered, whatever the ticket asks of skills.
 *
 * @param absence what keeps the agent from every offer; null if nothing does
 * @param ramping true while the ramp limiter holds the agent back
 * @param room the channels that there is room for, a bit each
 * @param full the channels whose maximum is reached
 */
record Standing(@Nullable Exclusion absence, boolean ramping, long room, long full) {
  static final Standing NEW = new Standing(Exclusion.OFFLINE, false, 0, 0);

  boolean is(
      @Nullable Exclusion otherAbsence, boolean otherRamping, long otherRoom, long otherFull) {
    return this != NEW
        && room == otherRoom
        && full == otherFull
        && absence == otherAbsence
        && ramping == otherRamping;
  }

  /** True if the agent can be offered tickets of some channel. */
  boolean isOpen() {
    return takesPart() && room != 0;
  }

  boolean takesPart() {
    return absence == null && !ramping;
  }

  boolean hasRoom(int channel) {
    return (room >>> channel & 1) != 0;
  }

  /** The first thing in the way of tickets of the channel, or null. */
  @Nullable Exclusion obstacle(int channel) {
    if (absence != null || ramping) {
      return absence != null ? absence : Exclusion.RAMP;
    }
    if ((full >>> channel & 1) != 0) {
      return Exclusion.CHANNEL_MAXIMUM;
    }
    return hasRoom(channel) ? null : Exclusion.CAPACITY;
  }
}
