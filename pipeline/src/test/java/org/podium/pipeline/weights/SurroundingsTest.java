package org.podium.pipeline.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.podium.pipeline.error.UserError;

/** What the environment says about folders and proxies. */
class SurroundingsTest {
    private static final Path HOME = Path.of("/home/ann");

    @ParameterizedTest
    @CsvSource({
        "Linux, , , /home/ann/.cache/podium",
        "Linux, XDG_CACHE_HOME, /fast/cache, /fast/cache/podium",
        "Linux, XDG_CACHE_HOME, relative, /home/ann/.cache/podium",
        "Mac OS X, XDG_CACHE_HOME, /fast, /home/ann/Library/Caches/podium",
        "Windows 11, LOCALAPPDATA, /c/Local, /c/Local/podium/cache",
        "Windows 11, , , /home/ann/AppData/Local/podium/cache",
        "Windows 11, PODIUM_CACHE, /d/podium, /d/podium",
        "Linux, PODIUM_CACHE, /d/podium, /d/podium",
        "Linux, PODIUM_CACHE, ' ', /home/ann/.cache/podium"
    })
    void theCacheIsWhereTheSystemHasCaches(String system, String name, String value, Path folder) {
        Map<String, String> environment = name == null ? Map.of() : Map.of(name, value);
        assertThat(CacheFolder.of(environment, system, HOME)).isEqualTo(folder);
    }

    private static List<Proxy> select(String target, String... environment) {
        Map<String, String> variables = new java.util.HashMap<>();
        for (int i = 0; i < environment.length; i += 2) {
            variables.put(environment[i], environment[i + 1]);
        }
        return new EnvironmentProxy(variables).select(URI.create(target));
    }

    private static Proxy proxy(String host, int port) {
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
    }

    @Test
    void aProxyFollowsTheScheme() {
        String[] both = {"https_proxy", "http://safe:3128/", "HTTP_PROXY", "plain:8080"};
        assertThat(select("https://x.org/a", both)).containsExactly(proxy("safe", 3128));
        assertThat(select("http://x.org/a", both)).containsExactly(proxy("plain", 8080));
        assertThat(select("https://x.org/a", "ALL_PROXY", "http://any")).containsExactly(proxy("any", 80));
        assertThat(select("HTTP://x.org/a", both)).containsExactly(proxy("plain", 8080));
        assertThat(select("https://x.org/a")).containsExactly(Proxy.NO_PROXY);
    }

    @ParameterizedTest
    @CsvSource({
        "'x.org, y.org', true",
        "'.org', true",
        "'*.org', true",
        "'*', true",
        "'a.x.org', false",
        "'ox.org', false",
        "'', false",
        "'X.ORG:443', true"
    })
    void someHostsAreReachedDirectly(String list, boolean direct) {
        assertThat(select("https://x.org/a", "HTTPS_PROXY", "p:1", "NO_PROXY", list))
                .containsExactly(direct ? Proxy.NO_PROXY : proxy("p", 1));
    }

    @Test
    void anotherKindOfProxyIsRefused() {
        assertThatThrownBy(() -> select("https://x.org/a", "all_proxy", "socks5://p:1080"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("http://host:port");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://ann:secret@p:3128", "ann:secret@p:3128", "http://ann:s#ecret@p", "http://a:secret@b@p"})
    void aPasswordIsNeitherDroppedNorShown(String proxy) {
        assertThatThrownBy(() -> select("https://x.org/a", "https_proxy", proxy))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("the proxy in the environment ")
                .hasMessageNotContaining("ecret")
                .hasNoCause();
    }
}
