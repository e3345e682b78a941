package dev.tradespace.server.http;

import static io.vertx.core.http.HttpMethod.GET;

import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.core.training.DatasetUnavailable;
import dev.tradespace.server.training.DatasetProvider;
import dev.tradespace.server.wire.ScoreJson.DatasetPage;
import dev.tradespace.server.wire.ScoreJson.DatasetView;
import dev.tradespace.training.data.Dataset;
import dev.tradespace.training.data.Split;
import dev.tradespace.training.data.image.NotEnoughMemory;
import dev.tradespace.training.data.image.Pixels;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Datasets and their images. */
final class DatasetOperations {
    private static final int LEAST_SIZE = 8;
    private static final int MOST_SIZE = 512;
    private static final Pattern INDEX = Pattern.compile("[0-9]{1,9}");

    private final DatasetProvider datasets;

    DatasetOperations(DatasetProvider datasets) {
        this.datasets = datasets;
    }

    List<Operation> all() {
        return List.of(
                Operation.blocking(GET, "/api/datasets", Workload.DATASET, this::list),
                Operation.blocking(GET, "/api/datasets/:id", Workload.DATASET, this::show),
                Operation.blocking(GET, "/api/datasets/:id/images/:split/:index.png", Workload.DATASET, this::image));
    }

    private Response list(Request request) {
        int offset = request.query().offset();
        int limit = request.query().limit();
        request.query().finish();
        return Response.ok(DatasetPage.of(datasets.present(), datasets.absent(), offset, limit));
    }

    private Response show(Request request) {
        request.query().finish();
        return Response.ok(DatasetView.of(facts(request)));
    }

    private Response image(Request request) {
        int size = request.query().whole("size", LEAST_SIZE, MOST_SIZE, 0);
        request.query().finish();
        Dataset dataset = dataset(request);
        DatasetFacts facts = dataset.facts();
        Split split = Arrays.stream(Split.values())
                .filter(each -> each.id().equals(request.pathParameter("split")))
                .findFirst()
                .orElseThrow(() -> HttpError.notFound(
                        "split",
                        "there is no split " + request.pathParameter("split")
                                + "; there are training, validation and test"));
        String text = request.pathParameter("index");
        int images = dataset.size(split);
        if (!INDEX.matcher(text).matches() || Integer.parseInt(text) >= images) {
            throw HttpError.notFound(
                    "index", "there is no image " + text + "; the " + split.id() + " split has " + images);
        }
        int index = Integer.parseInt(text);
        String digest = facts.digest();
        String etag = "\"" + digest.substring(0, Math.min(16, digest.length())) + "-" + split.id() + "-" + index + "-"
                + size + "\"";
        if (request.ifNoneMatch().contains(etag)) {
            return Response.notModified(etag);
        }
        try {
            return Response.picture(etag, Buffer.buffer(Thumbnail.png(shown(dataset, split, index, size), size)));
        } catch (NotEnoughMemory memory) {
            throw HttpError.unavailable(String.valueOf(memory.getMessage()), Upload.RETRY_SECONDS);
        } catch (IOException unreadable) {
            throw HttpError.notFound("index", String.valueOf(unreadable.getMessage()));
        }
    }

    private static Pixels shown(Dataset dataset, Split split, int index, int size) throws IOException {
        return size == 0 ? dataset.image(split, index) : dataset.preview(split, index, size);
    }

    private Dataset dataset(Request request) {
        try {
            return datasets.open(request.pathParameter("id"));
        } catch (DatasetUnavailable unavailable) {
            throw HttpError.notFound("id", String.valueOf(unavailable.getMessage()));
        }
    }

    private DatasetFacts facts(Request request) {
        try {
            return datasets.facts(request.pathParameter("id"));
        } catch (DatasetUnavailable unavailable) {
            throw HttpError.notFound("id", String.valueOf(unavailable.getMessage()));
        }
    }
}
