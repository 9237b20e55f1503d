package io.mtasts.lab.cluster;

import io.fabric8.kubeapitest.binary.BinaryDownloader;
import io.fabric8.kubeapitest.binary.OSInfo;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lets kube-api-test download the programs, which by itself would wait for a silent network as long as that lasts. */
final class Download implements Provisioning.Source {
    private static final Duration KNOCK_LIMIT = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final OSInfo os = new OSInfo();

    @Override
    public Optional<String> fill(Path empty, PrintStream progress) {
        var archive = URI.create(
                "https://github.com/kubernetes-sigs/controller-tools/releases/download/envtest-v%1$s/envtest-v%1$s-%2$s-%3$s.tar.gz"
                        .formatted(KubeBinaries.VERSION, os.getOSName(), os.getOSArch()));
        var refusal = knock(archive);
        if (refusal.isPresent()) {
            return refusal;
        }
        progress.printf("downloading kube-apiserver, etcd and kubectl %s once%n", KubeBinaries.VERSION);
        var download = CompletableFuture.supplyAsync(() -> new BinaryDownloader(empty.toString(), os)
                .download(KubeBinaries.VERSION)
                .toPath());
        try {
            moveUp(download.get(LIMIT.toSeconds(), TimeUnit.SECONDS), empty);
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of("downloading %s failed (%s)".formatted(archive, e.getCause()));
        } catch (TimeoutException e) {
            return Optional.of("downloading %s took longer than %d minutes".formatted(archive, LIMIT.toMinutes()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while downloading " + archive, e);
        }
    }

    private static Optional<String> knock(URI archive) {
        var head = HttpRequest.newBuilder(archive)
                .timeout(KNOCK_LIMIT)
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        try (var client = HttpClient.newBuilder().connectTimeout(KNOCK_LIMIT).build()) {
            int status =
                    client.send(head, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status < 400
                    ? Optional.empty()
                    : Optional.of("%s cannot be downloaded (HTTP %d)".formatted(archive, status));
        } catch (IOException e) {
            return Optional.of("%s is out of reach (%s)".formatted(archive, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking for " + archive, e);
        }
    }

    private static void moveUp(Path extracted, Path directory) {
        var got = new KubeBinaries(extracted);
        var wanted = new KubeBinaries(directory);
        try {
            Files.move(got.etcd(), wanted.etcd());
            Files.move(got.apiServer(), wanted.apiServer());
            Files.move(got.kubectl(), wanted.kubectl());
            Directories.delete(directory.resolve("k8s"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
