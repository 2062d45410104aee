package io.ballot.chaos.effect;

/**
 * What a task is to do: the payload of every task.
 *
 * @param ms how long it takes
 * @param failures how many attempts fail before one succeeds
 */
public record Script(int ms, int failures) {

    public String payload() {
        return ms + " " + failures;
    }

    public static Script parse(String payload) {
        String[] fields = payload.split(" ");
        return new Script(Integer.parseInt(fields[0]), Integer.parseInt(fields[1]));
    }
}
