package io.ballot.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ClientX509Util;
import org.junit.jupiter.api.Test;

class ZooKeeperConfigTest {

    @Test
    void defaults() {
        assertThat(Judged.config().zookeeper()).isEqualTo(new ZooKeeperConfig("localhost:2181", 6000, Map.of()));
    }

    @Test
    void mapping() {
        assertThat(Judged.config(
                                "zookeeper.connect", "a:2181, [::1]:2182,c/ballot/prod",
                                "zookeeper.session.timeout.ms", "4000",
                                "zookeeper.client.secure", "true",
                                "zookeeper.com.example", "x")
                        .zookeeper())
                .isEqualTo(new ZooKeeperConfig(
                        "a:2181,[::1]:2182,c/ballot/prod",
                        4000,
                        Map.of("zookeeper.client.secure", "true", "zookeeper.com.example", "x")));
    }

    @Test
    void validation() {
        assertThat(Judged.errors(
                        "zookeeper.connect", "a:2181,",
                        "zookeeper.session.timeout.ms", "6s",
                        "zookeeper.session.timeut.ms", "6",
                        "zookeeper.client.secur", "true",
                        "zookeeper.disableAutoWatchReset", "true"))
                .containsExactly(
                        "zookeeper.client.secur: no such key; did you mean 'zookeeper.client.secure'?",
                        "zookeeper.connect: 'a:2181,': not of the form needed; allowed: HOST:PORT, several separated by commas,"
                                + " then a /chroot if you use one; default: localhost:2181",
                        "zookeeper.disableAutoWatchReset: refused: after a reconnection the node would no longer hear who"
                                + " leads; remove the line",
                        "zookeeper.session.timeout.ms: '6s': not a whole number; allowed: 500 to 600000; default: 6000",
                        "zookeeper.session.timeut.ms: no such key; did you mean 'zookeeper.session.timeout.ms'?");
    }

    @Test
    void aSettingThatIsNotOnOurListIsPassedOnWithAWarning() {
        assertThat(Judged.warnings(Judged.settings("zookeeper.com.example", "x")))
                .containsExactly(
                        "zookeeper.com.example: not a setting of ZooKeeper's client that is known here; passed on");
    }

    @Test
    void theSettingsThatZooKeepersClientNamesAreOnOurList() throws Exception {
        List<String> named = Arrays.stream(ZKClientConfig.class.getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == String.class)
                .map(ZooKeeperConfigTest::value)
                .filter(value -> value.startsWith("zookeeper."))
                .toList();
        try (ClientX509Util tls = new ClientX509Util()) {
            assertThat(ZooKeeperPassThrough.knownKeys())
                    .containsAll(named)
                    .contains(
                            tls.getSslKeystoreLocationProperty(),
                            tls.getSslKeystorePasswdProperty(),
                            tls.getSslKeystorePasswdPathProperty(),
                            tls.getSslKeystoreTypeProperty(),
                            tls.getSslTruststoreLocationProperty(),
                            tls.getSslTruststorePasswdProperty(),
                            tls.getSslTruststorePasswdPathProperty(),
                            tls.getSslTruststoreTypeProperty(),
                            tls.getSslProtocolProperty(),
                            tls.getSslEnabledProtocolsProperty(),
                            tls.getSslHostnameVerificationEnabledProperty(),
                            tls.getSslCrlEnabledProperty(),
                            tls.getSslOcspEnabledProperty());
        }
    }

    private static String value(java.lang.reflect.Field field) {
        try {
            field.setAccessible(true);
            return String.valueOf(field.get(null));
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
