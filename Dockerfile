# ./build-image builds this from operator/target/image, which mvn -Pimage makes. The layers from what changes least to what changes
# most: base, Java runtime, libraries, the program, its AOT cache.
ARG BASE=debian:bookworm-slim
FROM ${BASE}
COPY operator/target/image/runtime /opt/mta-sts-operator/runtime
COPY operator/target/image/libraries /opt/mta-sts-operator/lib
COPY operator/target/image/application /opt/mta-sts-operator
COPY operator/target/image/cache /opt/mta-sts-operator/cache

# glibc makes many heaps for few threads otherwise.
ENV MALLOC_ARENA_MAX=2 MTA_STS_LOG_FORMAT=json
USER 65532:65532
ENTRYPOINT ["/opt/mta-sts-operator/runtime/bin/java", "@/opt/mta-sts-operator/cache/jvm.options", "-jar", "/opt/mta-sts-operator/mta-sts-operator.jar"]
CMD ["run"]

ARG VERSION=unknown
ARG REVISION=unknown
ARG CREATED=unknown
LABEL org.opencontainers.image.title="mta-sts-operator" \
      org.opencontainers.image.description="Runs MTA-STS (RFC 8461) for mail domains on Kubernetes" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}"
