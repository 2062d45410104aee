package io.ballot.node.cli;

import io.ballot.node.admin.DoubtReport;
import io.ballot.node.admin.EvidenceReport;
import io.ballot.node.admin.NodeReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the leader was told of doubtful tasks: of each node its latest answer. */
final class Evidence {

    /** Ids in one question; each is 33 characters of the request's address. */
    private static final int IDS_PER_QUESTION = 100;

    private final Map<String, Map<String, EvidenceReport.Answer>> latest = new LinkedHashMap<>();
    private final boolean told;

    private Evidence(boolean told) {
        this.told = told;
    }

    /** The evidence for these doubts; of very many, for the oldest. */
    static Evidence of(Session session, Survey survey, List<DoubtReport> doubts) throws InterruptedException {
        Optional<NodeReport> leader = survey.leader();
        List<String> ids = doubts.stream()
                .map(DoubtReport::id)
                .distinct()
                .limit(IDS_PER_QUESTION)
                .toList();
        if (leader.isEmpty() || ids.isEmpty()) {
            return new Evidence(ids.isEmpty());
        }
        Said<EvidenceReport> said =
                session.askOne(leader.get(), "/v1/evidence?ids=" + String.join(",", ids), EvidenceReport.class);
        EvidenceReport maybeTold = said.maybeValue();
        Evidence evidence = new Evidence(maybeTold != null);
        if (maybeTold != null) {
            maybeTold.answers().forEach(evidence::add);
        }
        return evidence;
    }

    private void add(EvidenceReport.Answer answer) {
        latest.computeIfAbsent(answer.id(), id -> new LinkedHashMap<>()).put(answer.node(), answer);
    }

    /** Null if the leader did not tell. */
    @Nullable
    List<EvidenceReport.Answer> maybeFor(String id) {
        Map<String, EvidenceReport.Answer> answers = latest.get(id);
        if (answers != null) {
            return new ArrayList<>(answers.values());
        }
        return told ? List.of() : null;
    }
}
