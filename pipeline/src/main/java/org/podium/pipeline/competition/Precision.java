package org.podium.pipeline.competition;

/** Number format of activations and convolution weights; master weights are always fp32. */
public enum Precision {
    /** bf16 where the CPU or GPU computes in it, fp32 elsewhere; resolved once per run and recorded. */
    AUTO,
    BF16,
    FP32
}
