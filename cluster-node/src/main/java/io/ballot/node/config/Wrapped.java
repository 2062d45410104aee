package io.ballot.node.config;

import java.util.ArrayList;
import java.util.List;

/** Breaks prose into lines of a given width, at blanks only. */
final class Wrapped {

    private Wrapped() {}

    static List<String> lines(String prose, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : prose.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
