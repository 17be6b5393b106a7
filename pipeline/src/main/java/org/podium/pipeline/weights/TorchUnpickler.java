package org.podium.pipeline.weights;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;
import org.podium.pipeline.error.UserError;

/**
 * Reads a torch pickle as data. A pickle is a program for a small stack machine that may name any class or function and
 * have it called; here it may name those of the {@link Whitelist} and gets {@link Pickled} values for them. The library
 * is left with the opcodes that push plain values: those that name, call, build or fill something are done here, and
 * its registry of constructors is out of reach. Opcodes that torch does not write are refused.
 *
 * <p>Memory is bounded: a text's length is held against what is left of the pickle before room is made for it, and the
 * pickle's size and the number of its steps are limited.
 */
final class TorchUnpickler extends Unpickler {
    /** Bytes of pickles in a file: a tensor takes about 150 of them. */
    static final int LONGEST = 1 << 24;

    /** A step makes one object at most; a tensor takes about 25 steps. */
    private static final int MOST_STEPS = 3_000_000;

    private final Map<String, Pickled.Storage> storages;
    private int steps;

    private TorchUnpickler(Map<String, Pickled.Storage> storages) {
        this.storages = storages;
    }

    /** @param pickle is left where the pickle ends */
    static Object read(ByteArrayInputStream pickle) throws IOException {
        return read(pickle, new HashMap<>());
    }

    /** @param storages takes every storage that the pickle names, by its key */
    static Object read(ByteArrayInputStream pickle, Map<String, Pickled.Storage> storages) throws IOException {
        try {
            return new TorchUnpickler(storages).load(pickle);
        } catch (UserError e) {
            throw e;
        } catch (RuntimeException e) {
            // The library takes what is on its stack to be of the type it needs: a broken pickle ends in a failed cast,
            // an index below 0 or an exception of its own, which is a runtime one too.
            throw new IOException("its pickle is broken: " + e.getMessage(), e);
        }
    }

    @Override
    protected Object dispatch(short opcode) throws IOException {
        count(1);
        switch (opcode) {
            case Opcodes.GLOBAL -> stack.add(global(PickleUtils.readline(input), PickleUtils.readline(input)));
            case Opcodes.STACK_GLOBAL -> stackGlobal();
            case Opcodes.REDUCE, Opcodes.NEWOBJ -> call();
            case Opcodes.BUILD -> build();
            case Opcodes.BINPERSID -> stack.add(storage(stack.pop()));
            case Opcodes.EMPTY_DICT -> stack.add(new LinkedHashMap<>());
            case Opcodes.EMPTY_SET -> stack.add(new ArrayList<>(0));
            case Opcodes.FROZENSET -> stack.add(stack.pop_all_since_marker());
            case Opcodes.APPEND -> {
                Object item = stack.pop();
                list(stack.peek()).add(item);
            }
            case Opcodes.APPENDS, Opcodes.ADDITEMS -> {
                List<Object> items = stack.pop_all_since_marker();
                list(stack.peek()).addAll(items);
            }
            case Opcodes.SETITEM -> {
                Object value = stack.pop();
                Object key = stack.pop();
                set(stack.peek(), Arrays.asList(key, value));
            }
            case Opcodes.SETITEMS -> {
                List<Object> items = stack.pop_all_since_marker();
                set(stack.peek(), items);
            }
            default -> {
                return plain(opcode);
            }
        }
        return NO_RETURN_VALUE;
    }

    private void count(int more) throws IOException {
        steps += more;
        if (steps > MOST_STEPS) {
            throw new IOException("its pickle takes more than " + MOST_STEPS + " steps");
        }
    }

    /** What needs nothing but room. */
    private Object plain(short opcode) throws IOException {
        switch (opcode) {
            case Opcodes.BINUNICODE, Opcodes.BINSTRING, Opcodes.BINBYTES, Opcodes.LONG4 -> requireRoom(4);
            case Opcodes.BINUNICODE8, Opcodes.BINBYTES8 -> requireRoom(8);
            case Opcodes.LONG1, Opcodes.SHORT_BINSTRING, Opcodes.SHORT_BINUNICODE, Opcodes.SHORT_BINBYTES ->
                requireRoom(1);
            case Opcodes.PROTO, Opcodes.FRAME, Opcodes.STOP, Opcodes.MARK, Opcodes.NONE -> {}
            case Opcodes.NEWTRUE, Opcodes.NEWFALSE, Opcodes.BINFLOAT -> {}
            case Opcodes.BININT, Opcodes.BININT1, Opcodes.BININT2 -> {}
            case Opcodes.EMPTY_LIST, Opcodes.EMPTY_TUPLE, Opcodes.TUPLE -> {}
            case Opcodes.TUPLE1, Opcodes.TUPLE2, Opcodes.TUPLE3 -> {}
            case Opcodes.BINPUT, Opcodes.LONG_BINPUT, Opcodes.MEMOIZE -> {}
            case Opcodes.BINGET, Opcodes.LONG_BINGET -> {}
            case Opcodes.INST -> throw refused(PickleUtils.readline(input), PickleUtils.readline(input));
            default ->
                throw new UserError("its pickle has the opcode 0x" + Integer.toHexString(opcode & 0xff)
                        + ", which torch does not write: refused");
        }
        return super.dispatch(opcode);
    }

    /** The length that comes next, little endian, has to lie inside the pickle. */
    private void requireRoom(int prefix) throws IOException {
        input.mark(prefix);
        byte[] bytes = input.readNBytes(prefix);
        int left = input.available();
        input.reset();
        long length = 0;
        for (int i = bytes.length - 1; i >= 0; i--) {
            length = length << 8 | bytes[i] & 0xff;
        }
        if (bytes.length < prefix || length < 0 || length > left) {
            throw new IOException("its pickle is broken: " + Long.toUnsignedString(length) + " bytes are to follow, "
                    + left + " are there");
        }
    }

    private void stackGlobal() {
        Object name = stack.pop();
        Object module = stack.pop();
        stack.add(global((String) module, (String) name));
    }

    private static Pickled.Global global(String module, String name) {
        return Whitelist.find(module, name).orElseThrow(() -> refused(module, name));
    }

    private static UserError refused(String module, String name) {
        return new UserError("it asks for " + Text.shown(module + "." + name)
                + ", which no weights need: refused, and nothing was run. Only tensors and plain data are read; "
                + "of a pickled model, save model.state_dict() instead");
    }

    private void call() throws IOException {
        Object[] arguments = (Object[]) stack.pop();
        Pickled.Global callee = (Pickled.Global) stack.pop();
        stack.add(
                switch (callee.meaning()) {
                    case TENSOR -> tensor(arguments);
                    case PARAMETER -> (Pickled.View) arguments[0];
                    case DICTIONARY -> dictionary(arguments);
                    case LIST -> arguments.length == 0 ? new ArrayList<>(0) : arguments[0];
                    case OBJECT -> new Pickled.Inert();
                    case STORAGE -> throw new IOException("its pickle is broken: it calls " + callee.name());
                });
    }

    /** Arguments: storage, offset, size, stride, whether it is trained, hooks and, where there are any, marks. */
    private static Pickled.View tensor(Object[] arguments) throws IOException {
        // A mark says that the numbers are not as they stand: {"neg": True} that all have the other sign.
        if (arguments.length > 6 && arguments[6] != null && !Map.of().equals(arguments[6])) {
            throw new UserError("it has a tensor that torch has marked as something other than its numbers, such as"
                    + " negated or conjugated, which is not read: save tensor.resolve_neg().resolve_conj()");
        }
        Pickled.Storage storage = (Pickled.Storage) arguments[0];
        return new Pickled.View(storage, whole(arguments[1]), wholes(arguments[2]), wholes(arguments[3]));
    }

    /** A dictionary that is given is not copied: a pickle may give the same one over and over. */
    private Object dictionary(Object[] arguments) throws IOException {
        if (arguments.length > 0 && arguments[0] instanceof Map) {
            return arguments[0];
        }
        Map<Object, Object> dictionary = new LinkedHashMap<>();
        List<Object> pairs = arguments.length == 0 ? List.of() : list(arguments[0]);
        count(pairs.size());
        for (Object pair : pairs) {
            // Python 2 wrote the pairs as lists, Python 3 writes tuples.
            Object key = pair instanceof Object[] tuple ? tuple[0] : list(pair).get(0);
            Object value =
                    pair instanceof Object[] tuple ? tuple[1] : list(pair).get(1);
            set(dictionary, Arrays.asList(key, value));
        }
        return dictionary;
    }

    /** Attributes of an object; those of a dictionary, such as torch's {@code _metadata}, are left out. */
    private void build() throws IOException {
        Object state = stack.pop();
        if (stack.peek() instanceof Pickled.Inert object) {
            if (state instanceof Map<?, ?> attributes) {
                object.give(attributes);
            }
        } else if (!(stack.peek() instanceof Map)) {
            throw new IOException("its pickle is broken: it gives attributes to what has none");
        }
    }

    private Pickled.Storage storage(Object id) throws IOException {
        if (id instanceof Object[] parts
                && parts.length >= 5
                && "storage".equals(parts[0])
                && parts[1] instanceof Pickled.Global type
                && type.type() != null
                && parts[2] instanceof String key
                && (parts.length == 5 || parts.length == 6 && parts[5] == null)) {
            Pickled.Storage storage = new Pickled.Storage(type.type(), key, whole(parts[4]));
            if (!storage.equals(storages.computeIfAbsent(key, first -> storage))) {
                throw new IOException("its pickle is broken: storage " + Text.shown(key) + " is declared in two ways");
            }
            return storage;
        }
        if (id instanceof Object[] parts && parts.length > 0 && "module".equals(parts[0])) {
            throw new UserError("it holds a pickled model, not its weights: save model.state_dict() instead");
        }
        throw new IOException("its pickle is broken: it names a storage in no way that torch does");
    }

    private static long whole(Object number) throws IOException {
        if (number instanceof Integer || number instanceof Long) {
            return ((Number) number).longValue();
        }
        throw new IOException("its pickle is broken: a size is not a whole number");
    }

    private static long[] wholes(Object numbers) throws IOException {
        List<Object> items = numbers instanceof Object[] tuple ? Arrays.asList(tuple) : list(numbers);
        if (items.size() > StoredTensor.MOST_DIMENSIONS) {
            throw new IOException("its pickle is broken: a tensor has " + items.size() + " dimensions");
        }
        long[] wholes = new long[items.size()];
        for (int i = 0; i < items.size(); i++) {
            wholes[i] = whole(items.get(i));
        }
        return wholes;
    }

    @SuppressWarnings("unchecked") // Every list of a pickle was made as a list of objects.
    private static List<Object> list(Object list) {
        return (ArrayList<Object>) list;
    }

    /** Keys and values in turn. */
    private static void set(Object dictionary, List<?> items) throws IOException {
        @SuppressWarnings("unchecked") // Every dictionary of a pickle was made as one of objects.
        Map<Object, Object> map = (LinkedHashMap<Object, Object>) dictionary;
        for (int i = 0; i < items.size(); i += 2) {
            Object key = items.get(i);
            // Hashing what can hold itself would never end.
            if (key instanceof List || key instanceof Map) {
                throw new IOException("its pickle is broken: a dictionary's key is a list or a dictionary");
            }
            map.put(key, items.get(i + 1));
        }
    }
}
