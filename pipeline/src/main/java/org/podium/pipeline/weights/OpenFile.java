package org.podium.pipeline.weights;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;

/**
 * A weights file that was understood, its numbers still on the disk.
 *
 * @param format what kind of file it is, in words
 * @param tensors by their names in the file, in its order
 * @param wrapper keys of the dictionaries that the tensors were in, with dots between; empty when in none
 * @param metadata words about the weights; only safetensors has them
 * @param resource to be closed when the tensors were read
 */
record OpenFile(
        String format,
        Map<String, StoredTensor> tensors,
        String wrapper,
        Map<String, String> metadata,
        Budget budget,
        Closeable resource)
        implements Closeable {
    @Override
    public void close() throws IOException {
        resource.close();
    }
}
