package dev.tradespace.server.http;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.space.BadConfiguration;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.PluginFailure;
import dev.tradespace.core.catalogue.UnknownModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The model that a request names. */
record ModelLookup(Catalogue catalogue) {
    private static final Logger LOG = LoggerFactory.getLogger(ModelLookup.class);
    private static final int RETRY_SECONDS = 5;

    /**
     * Builds a model.
     *
     * @param id the parameter of that name
     * @throws HttpError if there is none of that id, or it cannot be built
     */
    Built built(String id) {
        try {
            return catalogue.build(catalogue.model(id));
        } catch (UnknownModel unknown) {
            throw HttpError.notFound("id", String.valueOf(unknown.getMessage()));
        } catch (BadConfiguration bad) {
            throw HttpError.badRequest(bad.problems().stream()
                    .map(problem -> new Problem("id", problem.toString()))
                    .toList());
        } catch (PluginFailure failure) {
            if (failure.isBusy()) {
                throw HttpError.busy(String.valueOf(failure.getMessage()), RETRY_SECONDS);
            }
            LOG.warn("a plugin failed", failure);
            throw HttpError.of(400, "id", String.valueOf(failure.getMessage()));
        }
    }
}
