package org.podium.pipeline.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.podium.pipeline.check.CheckLine.Status;
import org.podium.pipeline.check.MaskPairing.Miniature;
import org.podium.pipeline.train.TinyMasks;

class MaskPairingTest {
    private static List<Miniature> miniatures(int count) {
        List<Miniature> miniatures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            TinyMasks.Picture picture = TinyMasks.picture(i, MaskPairing.SIDE, MaskPairing.SIDE);
            byte[] rgb = new byte[3 * picture.rgb().length];
            for (int p = 0; p < rgb.length; p++) {
                rgb[p] = (byte) (picture.rgb()[p / 3] >> 8 * (2 - p % 3));
            }
            miniatures.add(new Miniature(rgb, picture.mask()));
        }
        return miniatures;
    }

    private static CheckLine line(List<Miniature> miniatures, UnaryOperator<List<byte[]>> fault) {
        List<byte[]> masks = fault.apply(
                new ArrayList<>(miniatures.stream().map(Miniature::mask).toList()));
        List<Miniature> paired = new ArrayList<>();
        for (int i = 0; i < masks.size(); i++) {
            paired.add(new Miniature(miniatures.get(i).rgb(), masks.get(i)));
        }
        return MaskPairing.of(paired, new SplittableRandom(1)).line();
    }

    @Test
    void masksOfTheirOwnImagesPass() {
        assertThat(line(miniatures(30), masks -> masks).status()).isEqualTo(Status.PASSED);
    }

    /** The fault that it is there for. */
    @Test
    void shuffledMasksFail() {
        for (int distance = 1; distance <= 5; distance++) {
            int by = distance;
            CheckLine line = line(miniatures(30), masks -> {
                Collections.rotate(masks, by);
                return masks;
            });
            assertThat(line.status()).as(line.finding()).isEqualTo(Status.FAILED);
            assertThat(line.finding()).endsWith("masks and images seem unrelated");
        }
    }

    @Test
    void turnedMasksFail() {
        CheckLine line = line(miniatures(30), masks -> masks.stream()
                .map(mask -> {
                    byte[] turned = new byte[mask.length];
                    for (int i = 0; i < mask.length; i++) {
                        turned[i] = mask[mask.length - 1 - i];
                    }
                    return turned;
                })
                .toList());
        assertThat(line.status()).as(line.finding()).isEqualTo(Status.FAILED);
    }

    @Test
    void ofFewMasksNothingIsTold() {
        assertThat(line(miniatures(19), masks -> masks).status()).isEqualTo(Status.SKIPPED);
        CheckLine plain = line(miniatures(30), masks -> {
            masks.forEach(mask -> Arrays.fill(mask, (byte) 0));
            return masks;
        });
        assertThat(plain.status()).as("masks of one region").isEqualTo(Status.SKIPPED);
    }
}
