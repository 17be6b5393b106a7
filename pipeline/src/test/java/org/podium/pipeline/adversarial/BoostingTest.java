package org.podium.pipeline.adversarial;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.Test;
import org.podium.folds.FoldPlan;
import org.podium.pipeline.error.UserError;

class BoostingTest {
    private static final String MISSING = "libgomp.so.1: cannot open shared object file";

    @Test
    void aMissingLibraryIsTheMachinesFault() {
        assertThatThrownBy(() -> fail(new UnsatisfiedLinkError(MISSING)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("package libgomp1")
                .hasMessageEndingWith("the system says: " + MISSING);
    }

    /** As xgboost's classes have it, which load the library when they are initialised. */
    @Test
    void theReasonIsTheInnermost() {
        Throwable loading = new RuntimeException(new UnsatisfiedLinkError(MISSING));
        assertThatThrownBy(() -> fail(new ExceptionInInitializerError(loading)))
                .isInstanceOf(UserError.class)
                .hasMessageEndingWith("the system says: " + MISSING);
    }

    @Test
    void anErrorOfXgboostIsNoneOfTheUsers() {
        assertThatThrownBy(() -> Boosting.outOfFold(
                        List.of(), new boolean[2], FoldPlan.of(2, new int[] {0, 1}), (columns, kinds, from, to) -> {
                            throw new XGBoostError("broken");
                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("xgboost: broken");
    }

    private static void fail(LinkageError error) {
        Boosting.outOfFold(List.of(), new boolean[2], FoldPlan.of(2, new int[] {0, 1}), (columns, kinds, from, to) -> {
            throw error;
        });
    }
}
