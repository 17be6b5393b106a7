package org.podium.pipeline.weights;

import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.podium.pipeline.error.UserError;

/**
 * The tensors of what was pickled, by name.
 *
 * <p>A checkpoint is often a dictionary with the network's among others: the optimizer's state, an epoch, an average of
 * the weights. Taken is the first of {@link #WRAPPERS} that holds tensors, and in it again; where none does, the
 * dictionary's own. So the weights as trained come before their moving average, which is taken where it stands alone. Of
 * a TorchScript module every tensor is taken, by the path of attributes that leads to it.
 *
 * @param wrapper the keys gone through, with dots between
 */
record StateDict(String wrapper, Map<String, Pickled.View> tensors) {
    private static final List<String> WRAPPERS = List.of(
            "state_dict", "model", "model_state_dict", "params", "state_dict_ema", "model_ema", "params_ema", "ema");

    private static final int DEEPEST = 32;
    private static final int LONGEST_NAME = 1000;
    /** Modules and tensors met on the way: shared modules, met once a path, could be met without end. */
    private static final int MOST_VISITS = 200_000;

    /** @throws UserError when there are no tensors where they are looked for */
    static StateDict of(Object pickled) throws IOException {
        if (pickled instanceof Pickled.Inert module) {
            Modules modules = new Modules();
            modules.walk(module, "", 0);
            if (modules.tensors.isEmpty()) {
                throw new UserError("its module holds no tensors: a frozen one has them in its code");
            }
            return new StateDict("", modules.tensors);
        }
        if (!(pickled instanceof Map<?, ?> dictionary)) {
            throw new UserError("it holds no dictionary of tensors: save model.state_dict()");
        }
        StateDict found = inDictionary(dictionary, "", Collections.newSetFromMap(new IdentityHashMap<>()));
        if (found.tensors.isEmpty()) {
            throw new UserError("it holds no tensors where they are looked for; its keys are "
                    + dictionary.keySet().stream()
                            .limit(20)
                            .map(key -> key instanceof String name ? Text.shown(name) : "(no text)")
                            .collect(Collectors.joining(", ")));
        }
        return found;
    }

    /** @param met the dictionaries looked into: one that is in itself, or in many, is looked into once */
    private static StateDict inDictionary(Map<?, ?> dictionary, String path, Set<Object> met) {
        for (String wrapper : WRAPPERS) {
            if (dictionary.get(wrapper) instanceof Map<?, ?> wrapped && met.size() < DEEPEST && met.add(wrapped)) {
                StateDict found = inDictionary(wrapped, path.isEmpty() ? wrapper : path + "." + wrapper, met);
                if (!found.tensors.isEmpty()) {
                    return found;
                }
            }
        }
        Map<String, Pickled.View> tensors = new LinkedHashMap<>();
        dictionary.forEach((key, value) -> {
            if (key instanceof String name && value instanceof Pickled.View tensor) {
                tensors.put(name, tensor);
            }
        });
        return new StateDict(path, tensors);
    }

    private static final class Modules {
        private final Map<String, Pickled.View> tensors = new LinkedHashMap<>();
        private int visits;

        void walk(Pickled.Inert module, String path, int depth) throws IOException {
            if (depth > DEEPEST) {
                throw new IOException("its modules are nested more than " + DEEPEST + " deep");
            }
            for (Map.Entry<?, ?> attribute : module.attributes().entrySet()) {
                if (++visits > MOST_VISITS) {
                    throw new IOException("its modules have more than " + MOST_VISITS + " attributes");
                }
                if (attribute.getValue() instanceof Pickled.Inert part) {
                    walk(part, path + name(attribute.getKey(), path) + ".", depth + 1);
                } else if (attribute.getValue() instanceof Pickled.View tensor
                        && tensors.put(path + name(attribute.getKey(), path), tensor) != null) {
                    throw new IOException("it has two tensors " + Text.shown(path + attribute.getKey()));
                }
            }
        }

        private static String name(Object key, String path) throws IOException {
            if (!(key instanceof String name) || path.length() + name.length() > LONGEST_NAME) {
                throw new IOException("its modules' attributes have no proper names");
            }
            return name;
        }
    }
}
