package io.mtasts.reports.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends StoreTest {
    @TempDir
    private Path directory;

    @Override
    StoreAddress empty() {
        return StoreAddress.of(directory.resolve("reports.db"));
    }
}
