package io.threadline.conversation.setup;

/**
 * The kinds of things that are set up.
 *
 * @param <T> their form
 * @param word as it is stored and as problems name it
 * @param most how many of them there may be, everybody's together
 */
public record Kind<T>(String word, Class<T> type, int most) {}
