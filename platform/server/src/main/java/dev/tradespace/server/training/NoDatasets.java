package dev.tradespace.server.training;

import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.core.training.DatasetUnavailable;
import dev.tradespace.training.data.Dataset;
import java.nio.file.Path;
import java.util.List;

/** No datasets: a platform that cannot train. */
final class NoDatasets implements DatasetProvider {
    @Override
    public List<DatasetFacts> present() {
        return List.of();
    }

    @Override
    public List<Absent> absent() {
        return List.of();
    }

    @Override
    public DatasetFacts facts(String id) throws DatasetUnavailable {
        throw none(id);
    }

    @Override
    public DatasetFacts current(String id) throws DatasetUnavailable {
        throw none(id);
    }

    @Override
    public Dataset open(String id) throws DatasetUnavailable {
        throw none(id);
    }

    @Override
    public Path prepared(String id, String digest, int resolution) throws DatasetUnavailable {
        throw none(id);
    }

    private static DatasetUnavailable none(String id) {
        return new DatasetUnavailable("there is no dataset " + id + ": this platform cannot train");
    }
}
