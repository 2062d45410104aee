package io.ballot.core.registry;

/**
 * How full one filter generation is.
 *
 * @param added ids added to it, those carried over from its predecessor included
 * @param errorRate probability that an unseen id is taken for a seen one, as its fill tells
 * @param bytes memory it takes
 */
public record GenerationStats(int generation, long added, double errorRate, long bytes) {

    static GenerationStats of(int number, Generation generation) {
        return new GenerationStats(
                number,
                generation.added(),
                generation.filter().expectedFpp(),
                (long) FilterImage.wordsOf(generation.filter()) * Long.BYTES);
    }
}
