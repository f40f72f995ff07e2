package chat.parley.web.health;

import chat.parley.log.LogFollower;
import chat.parley.log.TailReader;
import chat.parley.query.readmodel.ReadModels;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.stream.Stream;

/** Up while everything that follows the log runs on this node. */
@Component
final class FollowersHealth implements HealthIndicator {

    private final List<SmartLifecycle> followers;

    FollowersHealth(ReadModels readModels, List<LogFollower> automations, List<TailReader> pushes) {
        followers =
                Stream.<List<? extends SmartLifecycle>>of(List.of(readModels), automations, pushes)
                        .<SmartLifecycle>flatMap(List::stream)
                        .toList();
    }

    @Override
    public Health health() {
        boolean allRun = followers.stream().allMatch(SmartLifecycle::isRunning);
        return allRun ? Health.up().build() : Health.down().build();
    }
}
