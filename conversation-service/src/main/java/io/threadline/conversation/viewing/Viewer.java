package io.threadline.conversation.viewing;

/** An agent who has a thread in front of them. */
public record Viewer(String agent, boolean typing) {}
