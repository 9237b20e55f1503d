# mvn -DskipTests package, then docker build -t mta-sts-operator .
FROM eclipse-temurin:25-jre
COPY operator/target/lib /opt/mta-sts-operator/lib/lib
COPY operator/target/mta-sts-operator.jar /opt/mta-sts-operator/lib/
COPY bin/mta-sts-operator bin/find-java.sh /opt/mta-sts-operator/bin/
USER 65532:65532
ENTRYPOINT ["/opt/mta-sts-operator/bin/mta-sts-operator"]
CMD ["run"]
