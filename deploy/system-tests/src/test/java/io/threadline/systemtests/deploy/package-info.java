/**
 * What compose, Prometheus, Grafana, Keycloak and the images are told, checked without running
 * them.
 */
@NullMarked
package io.threadline.systemtests.deploy;

import org.jspecify.annotations.NullMarked;
