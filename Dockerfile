# syntax=docker/dockerfile:1

FROM node:22-bookworm-slim AS node

FROM eclipse-temurin:25-jdk-noble AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /parley
COPY . .
ENV MAVEN_USER_HOME=/cache/maven npm_config_cache=/cache/npm
RUN --mount=type=cache,target=/cache \
    ./mvnw -B --no-transfer-progress -Dmaven.repo.local=/cache/maven/repository package -DskipTests \
    && java -Djarmode=tools -jar web-ui/target/parley.jar extract --layers --destination /layers

FROM eclipse-temurin:25-jre-noble
RUN useradd --system --uid 10001 --no-create-home parley \
    && install -d -o parley -m 700 /data
WORKDIR /parley
# Without the layer embedded-postgresql: here a database is always named.
COPY --from=build /layers/dependencies/ ./
COPY --from=build /layers/application/ ./
USER 10001
ENV PARLEY_DATA_DIR=/data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=6s --start-period=60s \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${SERVER_PORT:-8080} && printf 'GET /actuator/health HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && read -r answer <&3 && [[ $answer == *' 200 '* ]]"]
ENTRYPOINT ["java", "-jar", "parley.jar"]
