package io.github.mcpecho.examples.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the application served before. */
@SpringBootApplication
@RestController
public class Shop {
  /** Starts the application. */
  public static void main(String[] args) {
    SpringApplication.run(Shop.class, args);
  }

  @GetMapping("/")
  Greeting greeting() {
    return new Greeting("Welcome");
  }

  record Greeting(String text) {}
}
