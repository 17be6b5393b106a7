package org.podium.pipeline.train;

import ai.djl.pytorch.jni.IValue;
import java.util.Arrays;
import java.util.List;
import org.podium.pipeline.competition.OptimizerChoice;
import org.podium.pipeline.competition.OptimizerChoice.Adagrad;
import org.podium.pipeline.competition.OptimizerChoice.Adam;
import org.podium.pipeline.competition.OptimizerChoice.AdamW;
import org.podium.pipeline.competition.OptimizerChoice.RmsProp;
import org.podium.pipeline.competition.OptimizerChoice.Sgd;

/**
 * How one optimizer is called in the program.
 *
 * @param method of the program
 * @param state what is kept for each tensor, in its shape, by torch's names; {@link #NOTHING} where the method takes a
 *     list that stays empty
 * @param counted whether each tensor has a counter of its steps
 * @param settings the method's last arguments
 */
record Rule(String method, List<String> state, boolean counted, List<IValue> settings) implements AutoCloseable {
    static final String NOTHING = "";

    static Rule of(OptimizerChoice choice) {
        if (choice instanceof Sgd c) {
            String velocity = c.momentum() > 0 ? "momentum_buffer" : NOTHING;
            return new Rule("sgd", List.of(velocity, NOTHING, NOTHING), false, settings(c.momentum(), c.nesterov()));
        }
        if (choice instanceof Adagrad c) {
            return new Rule("adagrad", List.of("sum", NOTHING, NOTHING), true, settings(c.lrDecay(), c.epsilon()));
        }
        if (choice instanceof RmsProp c) {
            String mean = c.centered() ? "grad_avg" : NOTHING;
            String velocity = c.momentum() > 0 ? "momentum_buffer" : NOTHING;
            return new Rule(
                    "rmsprop",
                    List.of("square_avg", mean, velocity),
                    false,
                    settings(c.alpha(), c.momentum(), c.epsilon(), c.centered()));
        }
        List<String> moments = List.of("exp_avg", "exp_avg_sq", NOTHING);
        if (choice instanceof Adam c) {
            return new Rule("adam", moments, true, settings(c.beta1(), c.beta2(), c.epsilon()));
        }
        AdamW c = (AdamW) choice;
        return new Rule("adamw", moments, true, settings(c.beta1(), c.beta2(), c.epsilon()));
    }

    private static List<IValue> settings(Object... values) {
        return Arrays.stream(values)
                .map(value -> value instanceof Boolean on ? IValue.from(on) : IValue.from((Double) value))
                .toList();
    }

    @Override
    public void close() {
        settings.forEach(IValue::close);
    }
}
