package org.podium.pipeline.weights;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.podium.pipeline.config.Nearest;
import org.podium.pipeline.error.UserError;

/**
 * The weights that have a name. Two resources beside this class list them: {@code bundled.json} those that come with
 * podium, whose files are resources too, and {@code published.json} those of others.
 *
 * <p>timm's are those with torchvision's layout only: the stems of resnet10t, 14t, 26t and of every d, c and s variant
 * differ.
 */
final class Registry {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Double> IMAGENET_MEAN = List.of(0.485, 0.456, 0.406);
    private static final List<Double> IMAGENET_SD = List.of(0.229, 0.224, 0.225);

    private final List<WeightsEntry> entries;

    private Registry(List<WeightsEntry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** A line of a resource; what may be left out is null then: width 1, ImageNet's mean and standard deviation. */
    private record Line(
            String name,
            String network,
            Double width,
            URI url,
            String file,
            String hash,
            double megabytes,
            String licence,
            List<Double> mean,
            List<Double> sd,
            int size) {
        WeightsEntry entry() {
            return new WeightsEntry(
                    name,
                    network,
                    width == null ? 1 : width,
                    Optional.ofNullable(url),
                    file,
                    Optional.ofNullable(hash),
                    megabytes,
                    licence,
                    mean == null ? IMAGENET_MEAN : mean,
                    sd == null ? IMAGENET_SD : sd,
                    size);
        }
    }

    static Registry ofPodium() {
        return of("bundled.json", "published.json");
    }

    /** @param resources names of resources beside this class */
    static Registry of(String... resources) {
        List<WeightsEntry> entries = new ArrayList<>();
        for (String resource : resources) {
            try (InputStream in = resource(resource)) {
                for (Line line : JSON.readValue(in, Line[].class)) {
                    entries.add(line.entry());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(resource + " is no list of weights", e);
            }
        }
        return new Registry(entries);
    }

    List<WeightsEntry> entries() {
        return entries;
    }

    /** @throws UserError when there are none of that name; it tells the nearest */
    WeightsEntry named(String name) {
        return entries.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UserError("there are no weights named '" + name + "'; " + hint(name)
                        + " ('podium weights list' shows all; a file is named with ./ before it)"));
    }

    private String hint(String name) {
        String source = name.substring(0, name.indexOf('/') + 1);
        return Nearest.to(name, names())
                .map(near -> "did you mean '" + near + "'?")
                .orElseGet(() -> "there are "
                        + String.join(
                                ", ",
                                names().stream()
                                        .filter(other -> other.startsWith(source))
                                        .toList()));
    }

    List<String> names() {
        return entries.stream().map(WeightsEntry::name).toList();
    }

    /** A file of weights that come with podium. */
    static InputStream open(String file) throws IOException {
        return resource(file);
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = Registry.class.getResourceAsStream(name);
        if (in == null) {
            throw new IOException("podium was built without the resource " + name);
        }
        return in;
    }
}
