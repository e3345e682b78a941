package dev.tradespace.runtimes.onnxruntime;

import dev.tradespace.api.runtime.ProfiledModel;
import dev.tradespace.api.runtime.ProfiledQuery;
import dev.tradespace.api.runtime.QueryFailed;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A session that takes down the time of every node.
 *
 * @param session one whose options ask for a profile
 */
record ProfiledOnnxSession(OnnxSession session) implements ProfiledModel {
    @Override
    public FloatBuffer input() {
        return session.input();
    }

    @Override
    public long query() {
        return session.query();
    }

    @Override
    public float[] answer() {
        return session.answer();
    }

    @Override
    public List<ProfiledQuery> profile(int queries) {
        try {
            Path file = session.endProfile();
            List<ProfiledQuery> last = OnnxTrace.last(file, queries);
            Files.delete(file);
            return last;
        } catch (IOException unreadable) {
            throw new QueryFailed("ONNX Runtime's profile cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
