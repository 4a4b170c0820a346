package example.mediabot;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Takes messages from the console, a line each, where a real bot takes them from Telegram. */
@SpringBootApplication(proxyBeanMethods = false)
public class MediaBot {

    public static void main(String[] arguments) {
        SpringApplication.run(MediaBot.class, arguments);
    }

    @Bean
    CommandLineRunner console(Chat chat) {
        return arguments -> converse(chat);
    }

    private static void converse(Chat chat) throws IOException {
        System.out.println(Chat.HELP);
        var lines = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.isBlank()) {
                System.out.println(chat.reply(line.strip()));
            }
        }
    }
}
