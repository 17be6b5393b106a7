package org.podium.pipeline.weights;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The only Python classes and functions that a torch file may name. Each is given a meaning here, in terms of data; no
 * name is ever looked up among Java's classes. Everything else is refused before the next byte is looked at.
 */
final class Whitelist {
    /** What calling a class or function of the list comes to. */
    enum Meaning {
        /** A tensor: (storage, offset, size, stride, ...). */
        TENSOR,
        /** A tensor that is its first argument. */
        PARAMETER,
        /** A dictionary, empty or as its first argument says. */
        DICTIONARY,
        /** The list that is its first argument. */
        LIST,
        /** An object whose contents nobody asks for, or only the attributes. */
        OBJECT,
        /** The type of a storage; not to be called. */
        STORAGE
    }

    private static final String SCRIPT = "__torch__.";

    private static final Map<String, Pickled.Global> GLOBALS = globals();

    private Whitelist() {}

    /** Nothing when the name is not on the list. */
    static Optional<Pickled.Global> find(String module, String name) {
        String whole = module + "." + name;
        if (whole.startsWith(SCRIPT)) {
            return Optional.of(new Pickled.Global(whole, Meaning.OBJECT, null));
        }
        return Optional.ofNullable(GLOBALS.get(whole));
    }

    private static Map<String, Pickled.Global> globals() {
        Map<String, Pickled.Global> globals = new HashMap<>();
        put(globals, Meaning.TENSOR, "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2");
        put(globals, Meaning.PARAMETER, "torch._utils._rebuild_parameter");
        put(globals, Meaning.DICTIONARY, "collections.OrderedDict", "collections.Counter");
        put(globals, Meaning.LIST, "torch.Size", "builtins.set", "__builtin__.set");
        for (String list : new String[] {"int", "double", "bool", "tensor"}) {
            put(globals, Meaning.LIST, "torch.jit._pickle.build_" + list + "list");
        }
        put(globals, Meaning.LIST, "torch.jit._pickle.restore_type_tag");
        put(globals, Meaning.OBJECT, "torch.device", "argparse.Namespace", "_codecs.encode");
        put(globals, Meaning.OBJECT, "numpy.dtype", "numpy.ndarray");
        for (String core : new String[] {"numpy.core", "numpy._core"}) {
            put(globals, Meaning.OBJECT, core + ".multiarray.scalar", core + ".multiarray._reconstruct");
        }
        for (String type : new String[] {
            "float16", "float32", "float64", "bfloat16", "int8", "int16", "int32", "int64", "uint8", "bool"
        }) {
            put(globals, Meaning.OBJECT, "torch." + type);
        }
        storage(globals, "Double", DType.F64);
        storage(globals, "Float", DType.F32);
        storage(globals, "Half", DType.F16);
        storage(globals, "BFloat16", DType.BF16);
        storage(globals, "Long", DType.I64);
        storage(globals, "Int", DType.I32);
        storage(globals, "Short", DType.I16);
        storage(globals, "Char", DType.I8);
        storage(globals, "Byte", DType.U8);
        storage(globals, "Bool", DType.BOOL);
        for (String untyped : new String[] {"torch.UntypedStorage", "torch.storage.UntypedStorage"}) {
            globals.put(untyped, new Pickled.Global(untyped, Meaning.STORAGE, DType.U8));
        }
        return Map.copyOf(globals);
    }

    private static void put(Map<String, Pickled.Global> globals, Meaning meaning, String... names) {
        for (String name : names) {
            globals.put(name, new Pickled.Global(name, meaning, null));
        }
    }

    private static void storage(Map<String, Pickled.Global> globals, String type, DType numbers) {
        for (String place : new String[] {"torch.", "torch.cuda."}) {
            String name = place + type + "Storage";
            globals.put(name, new Pickled.Global(name, Meaning.STORAGE, numbers));
        }
    }
}
