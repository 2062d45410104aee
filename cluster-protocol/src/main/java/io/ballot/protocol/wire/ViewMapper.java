package io.ballot.protocol.wire;

import io.ballot.protocol.StoreRef;
import io.ballot.protocol.Times;
import io.ballot.protocol.View;
import io.ballot.protocol.pb.Pb;
import java.util.ArrayList;
import java.util.List;

/** The view as the leader passes it on. (How ZooKeeper keeps it is its adapter's affair.) */
final class ViewMapper {

    private static final String WHERE = "view";

    private ViewMapper() {}

    static Pb.View toPb(View view) {
        Pb.View.Builder pb = Pb.View.newBuilder()
                .setEpoch(view.epoch())
                .setLeader(view.leader().name())
                .setFilter(ValueMapper.toPb(view.filter()))
                .setHashSeed(Packed.id(view.hashSeed()))
                .setTimes(toPb(view.times()))
                .setClosed(view.closed());
        for (StoreRef ref : view.inSync()) {
            pb.addInSync(ValueMapper.toPb(ref));
        }
        return pb.build();
    }

    static View view(Pb.View pb) throws ProtocolException {
        List<StoreRef> inSync = new ArrayList<>(pb.getInSyncCount());
        for (Pb.StoreRef ref : pb.getInSyncList()) {
            inSync.add(ValueMapper.storeRef(ref, WHERE));
        }
        return new View(
                Checks.notNegative(pb.getEpoch(), WHERE),
                ValueMapper.node(pb.getLeader(), WHERE),
                inSync,
                ValueMapper.filter(pb.getFilter(), WHERE),
                Packed.id(pb.getHashSeed(), WHERE),
                times(pb.getTimes()),
                pb.getClosed());
    }

    private static Pb.Times toPb(Times times) {
        return Pb.Times.newBuilder()
                .setLeaseMs(times.leaseMs())
                .setLeaseMarginMs(times.leaseMarginMs())
                .setSuspendGraceMs(times.suspendGraceMs())
                .setZkGraceMs(times.zkGraceMs())
                .setClockRateBoundPercent(times.clockRateBoundPercent())
                .setUncleanDoubt(times.uncleanDoubt())
                .setMinInsync(times.minInsync())
                .build();
    }

    private static Times times(Pb.Times pb) throws ProtocolException {
        return new Times(
                Checks.notNegative(pb.getLeaseMs(), WHERE),
                Checks.notNegative(pb.getLeaseMarginMs(), WHERE),
                Checks.notNegative(pb.getSuspendGraceMs(), WHERE),
                Checks.notNegative(pb.getZkGraceMs(), WHERE),
                Checks.notNegative(pb.getClockRateBoundPercent(), WHERE),
                pb.getUncleanDoubt(),
                Checks.notNegative(pb.getMinInsync(), WHERE));
    }
}
