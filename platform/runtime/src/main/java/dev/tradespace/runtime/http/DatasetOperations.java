package dev.tradespace.runtime.http;

import static io.vertx.core.http.HttpMethod.GET;

import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.core.training.DatasetUnavailable;
import dev.tradespace.runtime.training.DatasetCatalogue;
import dev.tradespace.runtime.wire.DatasetJson;
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

    private final DatasetCatalogue shelf;

    DatasetOperations(DatasetCatalogue shelf) {
        this.shelf = shelf;
    }

    List<Operation> all() {
        return List.of(
                Operation.blocking(GET, "/api/datasets", Workload.DATASET, this::list),
                Operation.blocking(GET, "/api/datasets/:id", Workload.DATASET, this::show),
                Operation.blocking(GET, "/api/datasets/:id/images/:split/:index.png", Workload.DATASET, this::image));
    }

    private Answer list(Call call) {
        int offset = call.query().offset();
        int limit = call.query().limit();
        call.query().finish();
        return Answer.ok(DatasetJson.page(shelf.present(), shelf.absent(), offset, limit));
    }

    private Answer show(Call call) {
        call.query().finish();
        DatasetFacts facts = facts(call);
        return Answer.ok(json -> DatasetJson.write(json, facts));
    }

    private Answer image(Call call) {
        int size = call.query().whole("size", LEAST_SIZE, MOST_SIZE, 0);
        call.query().finish();
        Dataset dataset = dataset(call);
        DatasetFacts facts = dataset.facts();
        Split split = Arrays.stream(Split.values())
                .filter(each -> each.id().equals(call.part("split")))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound(
                        "split",
                        "there is no split " + call.part("split") + "; there are training, validation and test"));
        String text = call.part("index");
        int images = dataset.size(split);
        if (!INDEX.matcher(text).matches() || Integer.parseInt(text) >= images) {
            throw Refusal.notFound(
                    "index", "there is no image " + text + "; the " + split.id() + " split has " + images);
        }
        int index = Integer.parseInt(text);
        String digest = facts.digest();
        String etag = "\"" + digest.substring(0, Math.min(16, digest.length())) + "-" + split.id() + "-" + index + "-"
                + size + "\"";
        if (call.seen().contains(etag)) {
            return Answer.notModified(etag);
        }
        try {
            return Answer.picture(etag, Buffer.buffer(Thumbnail.png(shown(dataset, split, index, size), size)));
        } catch (NotEnoughMemory memory) {
            throw Refusal.unavailable(String.valueOf(memory.getMessage()), Upload.RETRY_SECONDS);
        } catch (IOException unreadable) {
            throw Refusal.notFound("index", String.valueOf(unreadable.getMessage()));
        }
    }

    private static Pixels shown(Dataset dataset, Split split, int index, int size) throws IOException {
        return size == 0 ? dataset.image(split, index) : dataset.preview(split, index, size);
    }

    private Dataset dataset(Call call) {
        try {
            return shelf.open(call.part("id"));
        } catch (DatasetUnavailable unavailable) {
            throw Refusal.notFound("id", String.valueOf(unavailable.getMessage()));
        }
    }

    private DatasetFacts facts(Call call) {
        try {
            return shelf.facts(call.part("id"));
        } catch (DatasetUnavailable unavailable) {
            throw Refusal.notFound("id", String.valueOf(unavailable.getMessage()));
        }
    }
}
