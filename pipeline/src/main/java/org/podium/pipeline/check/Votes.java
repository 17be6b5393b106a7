package org.podium.pipeline.check;

/** What a row's neighbours say of its class: the nearest has one vote, the second half a vote, and so on. */
final class Votes {
    private Votes() {}

    /**
     * Share of the rows whose class has most votes; the first of equal ones counts.
     *
     * @param neighbours row × neighbour, -1 for none
     */
    static double accuracy(int[][] neighbours, int[] classes, int classCount) {
        double[] votes = new double[classCount];
        int right = 0;
        for (int row = 0; row < neighbours.length; row++) {
            // Only the few classes with votes are looked at: permutation tests come here thousands of times.
            int winner = -1;
            for (int place = 0; place < neighbours[row].length && neighbours[row][place] >= 0; place++) {
                votes[classes[neighbours[row][place]]] += 1.0 / (place + 1);
            }
            for (int place = 0; place < neighbours[row].length && neighbours[row][place] >= 0; place++) {
                int candidate = classes[neighbours[row][place]];
                if (winner < 0
                        || votes[candidate] > votes[winner]
                        || (votes[candidate] == votes[winner] && candidate < winner)) {
                    winner = candidate;
                }
            }
            right += winner == classes[row] ? 1 : 0;
            for (int place = 0; place < neighbours[row].length && neighbours[row][place] >= 0; place++) {
                votes[classes[neighbours[row][place]]] = 0;
            }
        }
        return (double) right / neighbours.length;
    }

    /** Class probabilities: votes, and one vote more that is shared out by how common the classes are. */
    static double[] probabilities(int[] neighbours, int[] classes, double[] shares) {
        double[] votes = shares.clone();
        double total = 1;
        for (int place = 0; place < neighbours.length && neighbours[place] >= 0; place++) {
            votes[classes[neighbours[place]]] += 1.0 / (place + 1);
            total += 1.0 / (place + 1);
        }
        for (int c = 0; c < votes.length; c++) {
            votes[c] /= total;
        }
        return votes;
    }
}
