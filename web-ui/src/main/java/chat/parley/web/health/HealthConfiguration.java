package chat.parley.web.health;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

    @Bean
    FilterRegistrationBean<MonitorAnswers> monitorAnswers() {
        var registration = new FilterRegistrationBean<>(new MonitorAnswers());
        registration.addUrlPatterns("/actuator/*");
        return registration;
    }
}
