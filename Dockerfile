# A static program and nothing else:
#
#   docker build -t notify-lint .
#   docker run --rm -v "$PWD:/repo:ro" notify-lint
FROM rust:1.95-alpine AS build
RUN apk add --no-cache musl-dev
WORKDIR /build
COPY . .
RUN cargo build --release --locked && strip target/release/notify-lint

FROM scratch
COPY --from=build /build/target/release/notify-lint /notify-lint
WORKDIR /repo
ENTRYPOINT ["/notify-lint"]
