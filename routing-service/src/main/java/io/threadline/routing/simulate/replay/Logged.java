package io.threadline.routing.simulate.replay;

import io.threadline.routing.core.Input;
import io.threadline.routing.core.Stamp;

/** A line of a pool's log. */
public record Logged(Stamp stamp, Input input) {}
