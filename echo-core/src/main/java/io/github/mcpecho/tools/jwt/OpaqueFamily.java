package io.github.mcpecho.tools.jwt;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Issuers whose tokens give themselves away by how they start. */
enum OpaqueFamily {
  GITHUB("a GitHub token", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"),
  GITLAB("a GitLab token", "glpat-"),
  GOOGLE("a Google access token", "ya29."),
  GOOGLE_KEY("a Google API key", "AIza"),
  SLACK("a Slack token", "xoxa-", "xoxb-", "xoxp-", "xoxr-", "xoxs-"),
  HUGGING_FACE("a Hugging Face token", "hf_"),
  NPM("an npm token", "npm_"),
  AWS("an AWS access key id", "AKIA", "ASIA"),
  SECRET_KEY("a vendor's secret key", "sk-"),
  MACAROON("a macaroon", "MDA");

  private final String words;
  private final List<String> starts;

  OpaqueFamily(String words, String... starts) {
    this.words = words;
    this.starts = List.of(starts);
  }

  static Optional<String> of(String token) {
    return Arrays.stream(values())
        .filter(family -> family.starts.stream().anyMatch(token::startsWith))
        .findFirst()
        .map(family -> family.words);
  }
}
