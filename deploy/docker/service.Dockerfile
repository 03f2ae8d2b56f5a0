# syntax=docker/dockerfile:1
# One image for each service: docker build --build-arg SERVICE=ingest-service -f deploy/docker/service.Dockerfile .

FROM eclipse-temurin:25-jdk-noble AS build
ARG SERVICE
WORKDIR /build
# Node builds the console, which is part of conversation-service.
COPY --from=node:22-bookworm-slim /usr/local/bin/node /usr/local/bin/node
COPY --from=node:22-bookworm-slim /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
COPY mvnw pom.xml ./
COPY .mvn .mvn
COPY contracts contracts
COPY platform platform
COPY console console
COPY deploy deploy
COPY ingest-service ingest-service
COPY routing-service routing-service
COPY conversation-service conversation-service
COPY kpi-service kpi-service
RUN --mount=type=cache,target=/root/.m2,sharing=locked \
    test -n "$SERVICE" || { echo "pass --build-arg SERVICE=ingest-service (or another service)" >&2; exit 1; }; \
    ./mvnw --batch-mode --projects "$SERVICE" --also-make package \
      -DskipTests -Dquarkus.package.jar.type=fast-jar

FROM eclipse-temurin:25-jre-noble
ARG SERVICE
LABEL org.opencontainers.image.title="Threadline ${SERVICE}"
COPY --chmod=0755 deploy/docker/ready /usr/local/bin/ready
# The user owns nothing but its data; the program is root's and cannot be changed from inside.
RUN groupadd --gid 10001 threadline \
    && useradd --uid 10001 --gid threadline --no-create-home --shell /usr/sbin/nologin threadline \
    && install --directory --owner=threadline --group=threadline /data
COPY --from=build /build/${SERVICE}/target/quarkus-app /app
WORKDIR /app
ENV THREADLINE_DATA=/data
USER 10001:10001
VOLUME /data
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 CMD ["ready"]
# JAVA_OPTS comes from deploy/settings. exec: the JVM is process 1 and gets SIGTERM, so that it drains.
ENTRYPOINT ["/bin/sh", "-c", "exec java -XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow $JAVA_OPTS -jar quarkus-run.jar"]
