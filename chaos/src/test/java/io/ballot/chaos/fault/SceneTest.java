package io.ballot.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.chaos.effect.Effect;
import io.ballot.chaos.lab.Lab;
import io.ballot.chaos.lab.Machine;
import io.ballot.chaos.lab.Member;
import io.ballot.chaos.lab.PrintingSubject;
import io.ballot.chaos.lab.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written down about a fault does not ask for more than the fault itself. */
class SceneTest {

    @TempDir
    Path directory;

    @Test
    void whatNeedsNoNetworkIsTakenBackWhereNoneCanBeCut() throws Exception {
        Machine plain = new Machine(null, false, null, true);
        try (Lab lab = new Lab(directory, plain, Shape.ONE_BROKER, new PrintingSubject())) {
            // Nothing is sent, and no topic looked at.
            Scene scene = new Scene(lab, null, null, new Random(1));
            Member member = lab.members().start("n1");

            scene.cut(member, "disk-full");
            scene.healed(member);

            List<Effect> written = lab.store().since(0);
            assertThat(written).extracting(Effect::kind).containsExactly(Effect.Kind.CUT, Effect.Kind.HEALED);
            assertThat(written).extracting(Effect::node).containsOnly("n1");
        }
    }
}
