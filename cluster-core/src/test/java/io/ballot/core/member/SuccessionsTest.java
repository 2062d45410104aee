package io.ballot.core.member;

import static io.ballot.core.OutboxProbe.life;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.OutboxProbe;
import io.ballot.protocol.Life;
import io.ballot.protocol.Member;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("D4")
class SuccessionsTest {

    private final Successions successions = new Successions();

    private void members(Life... lives) {
        successions.observe(List.of(lives).stream()
                .map(life -> new Member(OutboxProbe.store(life.node().name()), life, "h:1", "http://h:2", 1, "v", 1))
                .toList());
    }

    @Test
    void aNewLifeInTheSameDirectoryProvesTheOldOneGone() {
        members(life("n2", 1));
        members();
        members(life("n2", 2));
        assertThat(successions.isOver(life("n2", 1))).isTrue();
        assertThat(successions.isOver(life("n2", 2))).isFalse();
    }

    @Test
    void aNewLifeInAnotherDirectoryProvesNothing() {
        members(life("n2", 1));
        members(new Life(
                life("n2", 2).node(), life("n2", 2).life(), life("n9", 1).dir()));
        assertThat(successions.isOver(life("n2", 1))).isFalse();
    }

    @Test
    void aLifeThatNeverStoodInZooKeeperIsNotJudged() {
        members(life("n2", 2));
        assertThat(successions.isOver(life("n2", 1))).isFalse();
    }
}
