package io.threadline.platform.testkit.wrong.helper;

final class ThingImpl {}
