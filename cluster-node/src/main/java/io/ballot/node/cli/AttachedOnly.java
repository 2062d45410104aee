package io.ballot.node.cli;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Lets an option take its optional value only from {@code --option=value}: in {@code --watch queues} the second word is
 * the command.
 */
final class AttachedOnly implements IParameterPreprocessor {

    @Override
    @SuppressWarnings("JdkObsolete") // picocli's own signature
    public boolean preprocess(
            Stack<String> arguments, CommandSpec command, ArgSpec argument, Map<String, Object> info) {
        boolean attached = "=".equals(info.get("separator"));
        if (!attached && argument instanceof OptionSpec option) {
            arguments.push(option.fallbackValue());
        }
        return false;
    }
}
