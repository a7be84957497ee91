# Builds Rustmail and puts nothing but the program into the image.
#
#     docker build -t rustmail .
#     docker run --stop-timeout 30 -p 3002:3002 -v rustmail:/data -e RUSTMAIL_DATABASE_URL=postgres://… -v ./config.toml:/data/config.toml:ro rustmail
#
# A config.toml of yours has to belong to the user in the image: chown 10001 config.toml. Without one it prints the
# address of the setup, which makes one in the volume. Give it a Postgres by RUSTMAIL_DATABASE_URL or [database] url.
# With --build-arg PACKAGES=postgresql the image has one of its own and keeps the data in the volume.
FROM rust:1-slim-bookworm AS build
WORKDIR /build
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/build/target \
    cargo build --release --locked --package rustmail --bin rustmail \
    && cp target/release/rustmail /rustmail

FROM debian:bookworm-slim
ARG PACKAGES=""
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates ${PACKAGES} \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --create-home --home-dir /data rustmail
COPY --from=build /rustmail /usr/local/bin/rustmail
USER rustmail
WORKDIR /data
VOLUME /data
EXPOSE 3002
ENV RUSTMAIL_CONFIG_PATH=/data/config.toml
# A stop sends SIGTERM, on which the server ends its work and its database in order. That may take some seconds more than
# Docker waits for by itself.
ENTRYPOINT ["rustmail"]
