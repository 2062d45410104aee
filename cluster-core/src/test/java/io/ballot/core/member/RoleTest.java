package io.ballot.core.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("E1")
class RoleTest {

    @Test
    void theMovesAreThoseOfTheProtocol() {
        StringBuilder moves = new StringBuilder();
        for (Role from : Role.values()) {
            moves.append(from).append(" -> ").append(names(from)).append('\n');
        }
        assertThat(moves).hasToString("""
                OBSERVER -> SYNCING CANDIDATE
                SYNCING -> OBSERVER FOLLOWER
                FOLLOWER -> OBSERVER SUSPENDED
                SUSPENDED -> OBSERVER FOLLOWER
                CANDIDATE -> OBSERVER GATHERING
                GATHERING -> OBSERVER LEADER
                LEADER -> OBSERVER
                """);
    }

    private static String names(Role from) {
        return Arrays.stream(Role.values())
                .filter(from::mayBecome)
                .map(Role::name)
                .collect(Collectors.joining(" "));
    }

    @Test
    @Tag("F2")
    void onlyAFollowerAndALeaderTakeRecordsAndStartTasks() {
        assertThat(Role.values()).filteredOn(Role::consumes).containsExactly(Role.FOLLOWER, Role.LEADER);
    }
}
