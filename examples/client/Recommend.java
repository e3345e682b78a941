import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/**
 * Asks a running server for the best model within a limit on a target, with nothing but the JDK.
 *
 * <pre>{@code java Recommend.java http://127.0.0.1:7878 local-cpu/ort-fp32-1t 20}</pre>
 */
public final class Recommend {
    private Recommend() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 3) {
            System.err.println("usage: java Recommend.java URL TARGET MILLISECONDS");
            System.exit(2);
        }
        String query = "?target=" + URLEncoder.encode(arguments[1], StandardCharsets.UTF_8)
                + "&maxLatency=" + URLEncoder.encode(arguments[2], StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create(arguments[0] + "/api/recommend" + query))
                .header("Accept", "application/json")
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        // 200 with the recommendation; 400 with {"problems": [{"path", "message"}]} and so on: see /api/openapi.yaml.
        System.out.println(answer.body());
        System.exit(answer.statusCode() == 200 ? 0 : 1);
    }
}
