package io.ballot.protocol.wire;

import io.ballot.protocol.Claim;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Life;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.Position;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.StoreRef;
import io.ballot.protocol.TaskIds;
import io.ballot.protocol.pb.Pb;

/** The values that many messages carry. */
final class ValueMapper {

    /** All flags of a claim's task together, plus one. */
    static final int FLAGS_LIMIT = (Claim.NAMED_BY_RECORD | Claim.HINTED) + 1;

    private ValueMapper() {}

    static NodeId node(String name, String where) throws ProtocolException {
        return new NodeId(Checks.notEmpty(name, where));
    }

    static Pb.Life toPb(Life life) {
        return Pb.Life.newBuilder()
                .setNode(life.node().name())
                .setLife(Packed.id(life.life()))
                .setDir(Packed.id(life.dir()))
                .build();
    }

    static Life life(Pb.Life pb, String where) throws ProtocolException {
        return new Life(node(pb.getNode(), where), Packed.id(pb.getLife(), where), Packed.id(pb.getDir(), where));
    }

    static Pb.StoreRef toPb(StoreRef ref) {
        return Pb.StoreRef.newBuilder()
                .setNode(ref.node().name())
                .setStore(Packed.id(ref.store()))
                .build();
    }

    static StoreRef storeRef(Pb.StoreRef pb, String where) throws ProtocolException {
        return new StoreRef(node(pb.getNode(), where), Packed.id(pb.getStore(), where));
    }

    static Pb.Position toPb(Position position) {
        return Pb.Position.newBuilder()
                .setEpoch(position.epoch())
                .setSeq(position.seq())
                .build();
    }

    static Position position(Pb.Position pb, String where) throws ProtocolException {
        Position position =
                new Position(Checks.notNegative(pb.getEpoch(), where), Checks.notNegative(pb.getSeq(), where));
        if (!position.isKnown() && !position.equals(Position.NONE)) {
            throw new ProtocolException("a place in no leader's order: " + position, where);
        }
        return position;
    }

    static Pb.QueuePartition toPb(QueuePartition partition) {
        return Pb.QueuePartition.newBuilder()
                .setQueue(partition.queue())
                .setTopicId(Packed.id(partition.topicId()))
                .setPartition(partition.partition())
                .build();
    }

    static QueuePartition partition(Pb.QueuePartition pb, String where) throws ProtocolException {
        return new QueuePartition(
                Checks.notEmpty(pb.getQueue(), where),
                Packed.id(pb.getTopicId(), where),
                Checks.notNegative(pb.getPartition(), where));
    }

    static Pb.FilterParams toPb(FilterParams params) {
        return Pb.FilterParams.newBuilder()
                .setExpectedTasks(params.expectedTasks())
                .setErrorRate(params.errorRate())
                .build();
    }

    static FilterParams filter(Pb.FilterParams pb, String where) throws ProtocolException {
        if (pb.getExpectedTasks() < 1 || !(pb.getErrorRate() > 0 && pb.getErrorRate() < 1)) {
            throw new ProtocolException(
                    "no filter for " + pb.getExpectedTasks() + " tasks at error rate " + pb.getErrorRate(), where);
        }
        return new FilterParams(pb.getExpectedTasks(), pb.getErrorRate());
    }

    static Pb.Claim toPb(Claim claim) {
        Pb.Claim.Builder pb = Pb.Claim.newBuilder()
                .setClaimNo(claim.claimNo())
                .setPartition(toPb(claim.partition()))
                .setIds(Packed.ids(claim.ids()))
                .setFlags(Packed.bytes(claim.flags()));
        Packed.deltas(claim.offsets(), pb::addOffsets);
        return pb.build();
    }

    static Claim claim(Pb.Claim pb, String where) throws ProtocolException {
        int size = pb.getOffsetsCount();
        long[] offsets = Packed.sums(size, pb::getOffsets);
        Checks.ascending(offsets, 0, where);
        TaskIds ids = Packed.ids(pb.getIds(), size, where);
        byte[] flags = Checks.codes(pb.getFlags(), size, FLAGS_LIMIT, where);
        return new Claim(pb.getClaimNo(), partition(pb.getPartition(), where), offsets, ids, flags);
    }
}
