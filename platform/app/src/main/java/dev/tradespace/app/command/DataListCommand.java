package dev.tradespace.app.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.Context;
import dev.tradespace.app.context.FileProblem;
import dev.tradespace.app.option.DataFolderOption;
import dev.tradespace.app.option.JsonOption;
import dev.tradespace.app.output.JsonOutput;
import dev.tradespace.app.terminal.Table;
import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.training.data.home.DatasetListing;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The datasets of a home. */
@Command(
        name = "list",
        description = "Lists the datasets that are here and those that can be fetched.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DataListCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private DataFolderOption folders;

    @Mixin
    private JsonOption json;

    DataListCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try {
            List<DatasetListing> listings = folders.datasets(context).list();
            if (json.wanted()) {
                ArrayNode answer = JsonOutput.mapper().createArrayNode();
                listings.forEach(listing -> answer.add(tree(listing)));
                JsonOutput.print(context.out(), answer);
            } else {
                context.out().print(table(listings));
                context.out().flush();
            }
            return 0;
        } catch (IOException unreadable) {
            throw CommandFailure.failed("the datasets cannot be listed: " + FileProblem.of(unreadable));
        }
    }

    private static ObjectNode tree(DatasetListing listing) {
        ObjectNode node = JsonOutput.mapper().createObjectNode();
        node.put("id", listing.id());
        node.put("title", listing.title());
        node.put("available", listing.facts().isPresent());
        node.put("note", listing.note());
        listing.facts().ifPresent(facts -> node.setAll(DataInfoCommand.tree(facts)));
        return node;
    }

    private static Table table(List<DatasetListing> listings) {
        Table table = new Table("dataset", "classes", "images", "size", "where");
        for (DatasetListing listing : listings) {
            table.row(
                    listing.id(),
                    listing.facts()
                            .map(facts -> String.valueOf(facts.classes().size()))
                            .orElse("-"),
                    listing.facts().map(DataListCommand::images).orElse("-"),
                    listing.facts().map(DataListCommand::size).orElse("-"),
                    listing.note());
        }
        return table;
    }

    private static String images(DatasetFacts facts) {
        return facts.training() + " + " + facts.validation() + " + " + facts.test();
    }

    private static String size(DatasetFacts facts) {
        String channels = facts.channels() == 1 ? " grey" : " colour";
        return facts.size().map(String::valueOf).orElse("any") + channels;
    }
}
