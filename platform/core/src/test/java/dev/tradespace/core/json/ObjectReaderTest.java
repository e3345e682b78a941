package dev.tradespace.core.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tradespace.api.check.Problem;
import dev.tradespace.core.measure.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObjectReaderTest {
    private final List<Problem> problems = new ArrayList<>();

    private ObjectReader reader(String json) {
        return new ObjectReader(StrictJson.read(StrictJson.json(), json), "/root", problems);
    }

    @Test
    void readsWhatIsRightWithoutAProblem() {
        ObjectReader reader = reader("{\"name\":\"n\",\"all\":[\"a\",\"b\"],\"protocol\":\"long\"}");
        assertEquals("n", reader.text("name"));
        assertEquals(List.of("a", "b"), reader.texts("all"));
        assertEquals(Optional.of(Protocol.LONG), reader.parsed("protocol", Protocol::find, "a protocol"));
        assertEquals(Protocol.QUICK, reader.parsedOr("absent", Protocol::find, "a protocol", Protocol.QUICK));
        reader.finish();
        assertEquals(List.of(), problems);
    }

    @Test
    void gathersEveryProblemWithItsPlace() {
        ObjectReader reader = reader(
                "{\"name\":1,\"blank\":\" \",\"all\":[\"a\",2,null],\"none\":[],\"protocol\":\"short\",\"x/y~z\":1}");
        reader.text("name");
        reader.text("blank");
        reader.text("missing");
        assertEquals(List.of("a"), reader.texts("all"));
        reader.texts("none");
        reader.parsedOr("protocol", Protocol::find, "quick, standard or long", Protocol.QUICK);
        reader.finish();
        assertEquals(
                List.of(
                        new Problem("/root/name", "must be a text, was 1"),
                        new Problem("/root/blank", "must be a text, was blank"),
                        new Problem("/root/missing", "is missing"),
                        new Problem("/root/all/1", "must be a text, was 2"),
                        new Problem("/root/all/2", "must be a text, was null"),
                        new Problem("/root/none", "must be a list of at least one text, was an empty list"),
                        new Problem("/root/protocol", "must be quick, standard or long, was short"),
                        new Problem(
                                "/root/x~1y~0z", "is unknown; known are name, blank, missing, all, none, protocol")),
                problems);
    }

    @Test
    void showsNoMoreThanTheBeginningOfALongText() {
        String begun = "x".repeat(60);
        reader("\"" + begun + "yz\"").finish();
        assertEquals(List.of(new Problem("/root", "must be an object, was the text \"" + begun + "...\"")), problems);
    }

    @Test
    void reportsAnythingButAnObjectOnce() {
        ObjectReader reader = reader("[1]");
        reader.text("name");
        reader.texts("all");
        reader.parsedOr("protocol", Protocol::find, "a protocol", Protocol.QUICK);
        reader.finish();
        assertEquals(List.of(new Problem("/root", "must be an object, was a list")), problems);
    }
}
