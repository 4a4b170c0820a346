package io.kopeck;

import io.kopeck.commands.Commands;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The server; its command line is {@link Commands}. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class KopeckApplication {

    public static void main(String[] arguments) {
        Commands.execute(KopeckApplication.class, arguments);
    }
}
