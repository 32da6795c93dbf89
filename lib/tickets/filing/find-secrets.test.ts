import { randomBytes } from "node:crypto";

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { anyText } from "@/tests/helpers/any-text";

import { findSecrets, type SecretKind } from "./find-secrets";

/** Put together here so that no scanner of repositories takes these for real ones. */
const of = (...parts: string[]) => parts.join("");
const HEADER = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";
const JWT = of(
  HEADER,
  ".eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6Ikp",
  ".SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c",
);

const secrets: Array<[text: string, kind: SecretKind]> = [
  [of("-----BEGIN RSA ", "PRIVATE KEY-----\nMIIE…"), "privateKey"],
  [of("-----BEGIN OPENSSH ", "PRIVATE KEY-----"), "privateKey"],
  [of("-----BEGIN ", "PRIVATE KEY-----"), "privateKey"],
  [of("-----BEGIN PGP ", "PRIVATE KEY BLOCK-----"), "privateKey"],
  [of("Our key is AKIA", "QZ7JPLM2ABCDEFGH, please look"), "awsKey"],
  [of("ghp_", "16C7e42F292c6912E7710c838347Ae178B4a"), "githubToken"],
  [of("github_pat_", "11ABCDEFG0aBcDeFgHiJkL_mnopqrstuvwxyz"), "githubToken"],
  [of("glpat", "-aBcDeFgHiJkLmNoPqRsT"), "gitlabToken"],
  [of("xoxb", "-123456789012-abcdefABCDEF"), "slackToken"],
  [
    of("https://hooks.slack.com/services/", "T00000000/B00000000/abcdefABCDEF12345678"),
    "slackToken",
  ],
  [of("sk_live", "_4eC39HqLyjWDarjtT1zdp7dc"), "stripeKey"],
  [of("hu_live", "_demo_northwind_4Jq8ZtW2nXvB7cRk"), "apiKey"],
  [of("AIza", "SyA1234567890abcdefghijklmnopqrstuv"), "googleKey"],
  [JWT, "jsonWebToken"],
  [`curl -H "Authorization: Bearer ${JWT}"`, "jsonWebToken"],
  ["Authorization: Bearer 9f8a7b6c5d4e3f2a1b0c", "keyOrToken"],
  ["Authorization: Basic YWRtaW46aHVudGVyMg==", "keyOrToken"],
  ["password: hunter2", "password"],
  ["Password = Sommar2026!", "password"],
  ["The password is hunter2.", "password"],
  ["lösenord: hemligt", "password"],
  ["Lösenordet är Kaffe4711", "password"],
  ["pwd=abc123", "password"],
  ["DB_PASSWORD=s3cr3t-value", "password"],
  [`"password": "correct horse"`, "password"],
  ["PASSWD: qwertz", "password"],
  ["user / password: tr0ub4dor&3", "password"],
  ["api_key=0a1b2c3d4e5f6a7b", "keyOrToken"],
  ["API key: 7Hq2-p9Lm-Zx41", "keyOrToken"],
  ["client_secret: 8f14e45fceea167a5a36", "keyOrToken"],
  ["AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzz1", "keyOrToken"],
  ["token: 3fa85f64a717", "keyOrToken"],
  ["postgres://shop:n0t4u@db.example.com:5432/shop", "passwordInAddress"],
  ["https://deploy:geheim@git.example.com/repo.git", "passwordInAddress"],
  ["redis://:p4ssw0rdX@cache:6379", "passwordInAddress"],
  ["here it is: q7Zk2Xv9Lm4Tn8Rb3Wc6Yd1Hf5", "keyOrToken"],
];

const ordinary = [
  "",
  "Since 02:00 no ping, no SSH.\n\nSee https://status.example.com/ please.",
  "I forgot my password, please reset it.",
  "Password: please send me a new one",
  "password: ********",
  "password: <your password>",
  "password: [redacted]",
  "PASSWORD=${DB_PASSWORD}",
  "password: null",
  "The password is wrong.",
  "The password is not accepted since Monday",
  "Password reset: https://example.com/reset/4711",
  "Lösenordet är fel",
  "We changed the password: nothing helped",
  "token: expired",
  "The token is no longer accepted by your API",
  "Invalid API key: see below",
  "api_key = process.env.API_KEY2",
  "secret: yes",
  "AKIAIOSFODNN7EXAMPLE is the one from the manual",
  "commit 3f786850e387550fdab836ed7e6dc881de23001b",
  "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  "550e8400-e29b-41d4-a716-446655440000",
  "Ticket 01ARZ3NDEKTSV4RRFFQ69G5FAV",
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl jane@example",
  "-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYDVQQGEwJJ\nq7Zk2Xv9Lm4Tn8Rb3Wc6Yd1Hf5q7Zk2Xv9Lm4Tn8Rb3Wc6Yd1Hf5\n-----END CERTIFICATE-----",
  "https://example.com/files/q7Zk2Xv9Lm4Tn8Rb3Wc6Yd1Hf5?signature=q7Zk2Xv9Lm4Tn8Rb3Wc6Yd1Hf5",
  "integrity=sha384-oqVuAfXRKap7fdgcCY5uykM6R9GqQ8Kuxy9rx7HNQlGYl1kPzQho1wx4JwY8wC",
  "Message-ID: <CAFq7Zk2Xv9Lm4Tn8Rb3Wc6Yd1Hf5@mail.example.com>",
  "AbstractSingletonProxyFactoryBeanImplementation2Test",
  "/var/www/vhosts/example.com/httpdocs/wp-content/uploads/2026/11/IMG_20261122_101500.jpg",
  "nginx-ingress-controller-7d9f8b6c5d-x2k4p",
  "Request id: q7Zk2Xv9Lm4Tn8Rb3Wc6Yd1Hf5",
  "Upgrade: see https://user@git.example.com/team/repo and http://localhost:3000/@me",
  "Nov 22 10:15:00 web1 sshd[4711]: Failed password for root from 203.0.113.9 port 4711 ssh2",
  "Keyboard: qwerty. Layout: sv-SE",
  "👩‍💻 مرحبا بالعالم <b>bold</b> \u0000",
];

describe("secrets", () => {
  it.each(secrets)("are seen: %s", (text, kind) => {
    expect(findSecrets(text).map((finding) => finding.kind)).toContain(kind);
  });

  it.each(ordinary.map((text) => [text]))("are not seen where there are none: %s", (text) => {
    expect(findSecrets(text)).toEqual([]);
  });

  it("are named by kind and line, and never repeated", () => {
    const text = "Hello,\n\nuser: jane\npassword: hunter2\n\nAKIAQZ7JPLM2ABCDEFGH";
    expect(findSecrets(text)).toEqual([
      { kind: "password", line: 4 },
      { kind: "awsKey", line: 6 },
    ]);
    expect(JSON.stringify(findSecrets(text))).not.toContain("hunter2");
  });

  it("are looked for in any text without failing", () => {
    const pieces = fc.constantFrom(
      "password",
      ": ",
      "=",
      "eyJ",
      ".",
      "-----BEGIN ",
      "PRIVATE KEY-----",
      "://",
      "@",
      "AKIA",
      "\n",
      " ",
      "is ",
      "-",
      "a1B2c3D4",
      "\u0000",
      "\ud83d",
      "lösenord",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, anyText()), { maxLength: 60 }), (parts) =>
        Array.isArray(findSecrets(parts.join(""))),
      ),
    );
  });

  const long: Array<[name: string, text: string]> = [
    ["one letter", "a".repeat(100_000)],
    ["beginnings of tokens", "eyJ-".repeat(25_000)],
    ["beginnings of tokens with dots", "eyJaaaaaaaaaaaa.".repeat(6_250)],
    ["password words", "password ".repeat(11_000)],
    ["password signs", "password:".repeat(11_000)],
    ["beginnings of keys", "-----BEGIN A ".repeat(7_600)],
    ["public keys without an end", "-----BEGIN CERTIFICATE-----".repeat(3_700)],
    ["addresses", "ab://a:".repeat(14_000)],
    ["schemes", "a+b.".repeat(25_000)],
    ["blanks", " ".repeat(100_000)],
    ["key words", "api key ".repeat(12_500)],
    ["quotes", `password"'"'`.repeat(8_000)],
    ["lines", "password: hunter2\n".repeat(5_500)],
    ["random bytes", randomBytes(75_000).toString("base64")],
    ["URLs", "https://a.b/ ".repeat(7_600)],
    ["bearers", "Bearer a1".repeat(11_000)],
  ];

  it.each(long)("are looked for in 100 kB of %s in no time", (_name, text) => {
    const begun = performance.now();
    findSecrets(text);
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});
