import { describe, expect, it } from "vitest";

import { databaseTls } from "./database-tls";

const at = (host: string, query = "") => `postgresql://user:secret@${host}/portal${query}`;

describe("a database URL", () => {
  it.each(["require", "prefer", "verify-ca", "verify-full"])(
    "with sslmode=%s verifies the certificate, also with a later pg",
    (mode) => {
      const { url, problem, warning } = databaseTls(
        at("ep-cool.eu.neon.tech", `?channel_binding=require&sslmode=${mode}`),
      );
      expect(new URL(url).searchParams.get("sslmode")).toBe("verify-full");
      expect(new URL(url).searchParams.get("channel_binding")).toBe("require");
      expect({ problem, warning }).toEqual({});
    },
  );

  it.each(["db.example.com", "203.0.113.9", "172.32.0.1", "[2001:db8::1]"])(
    "to %s without sslmode is refused",
    (host) => {
      expect(databaseTls(at(host)).problem).toMatch(/sslmode=verify-full/);
    },
  );

  it.each([
    "localhost",
    "127.0.0.1",
    "10.1.2.3",
    "192.168.0.9",
    "[::1]",
    "[fd00::1]",
    "postgres",
    "db.internal",
    "%2Fvar%2Frun%2Fpostgresql",
  ])("to %s may do without TLS", (host) => {
    expect(databaseTls(at(host))).toEqual({ url: at(host) });
  });

  it("of a socket in its query may do without TLS", () => {
    const url = "postgresql://user@/portal?host=/var/run/postgresql";
    expect(databaseTls(url)).toEqual({ url });
  });

  it.each(["disable", "no-verify", "require&uselibpqcompat=true"])(
    "that asks for sslmode=%s is taken, with a warning that repeats no secret",
    (mode) => {
      const { warning, problem } = databaseTls(at("db.example.com", `?sslmode=${mode}`));
      expect(problem).toBeUndefined();
      expect(warning).toMatch(/not verified/);
      expect(warning).not.toContain("secret");
    },
  );
});
