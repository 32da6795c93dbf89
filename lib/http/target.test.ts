import { describe, expect, it } from "vitest";

import { isAppError } from "@/lib/errors";

import { pathSegment, pathWithinTarget, targetUrl } from "./target";

const BASE = "https://cloud.hostup.se/api/v2";

function codeOf(run: () => unknown): string {
  try {
    run();
    return "none";
  } catch (error) {
    return isAppError(error) ? error.code : String(error);
  }
}

describe("addresses that a provider sends", () => {
  it.each([
    [
      "/api/v2/support/attachments/tatt_1?ticketId=tkt_1",
      "/api/v2/support/attachments/tatt_1?ticketId=tkt_1",
    ],
    [
      "https://cloud.hostup.se/api/v2/support/attachments/tatt_1?ticketId=tkt_1",
      "/api/v2/support/attachments/tatt_1?ticketId=tkt_1",
    ],
    ["/api/v2/files/error%20log.txt", "/api/v2/files/error%20log.txt"],
    ["/api/v2/files/1?next=https://evil.example/", "/api/v2/files/1?next=https://evil.example/"],
  ])("%s is the provider's own", (address, path) =>
    expect(pathWithinTarget("HostUp", BASE, address)).toBe(path),
  );

  it.each([
    "https://evil.example/api/v2/support/attachments/tatt_1",
    "http://cloud.hostup.se/api/v2/support/attachments/tatt_1",
    "https://cloud.hostup.se:8443/api/v2/x",
    "https://cloud.hostup.se.evil.example/x",
    "https://cloud.hostup.se@evil.example/x",
    "https://user:secret@cloud.hostup.se/x",
    "//evil.example/x",
    "///evil.example/x",
    "/\\evil.example/x",
    "\\\\evil.example\\x",
    "/x\\y",
    "/\t/evil.example/x",
    "/\n/evil.example/x",
    " /api/v2/x",
    "/api/v2/x y",
    "/%2F%2Fevil.example/x",
    "/%5Cevil.example/x",
    "/api/v2/%2e%2e/admin",
    "/api/v2/%252e%252e/admin",
    "/api/v2/../../admin",
    "/api/v2/%00",
    "https:%2F%2Fevil.example/x",
    "https:evil.example",
    "https:/cloud.hostup.se/x",
    "HTTPS://CLOUD.HOSTUP.SE/x",
    "ftp://cloud.hostup.se/x",
    "javascript:alert(1)",
    "data:text/plain,x",
    "file:///etc/passwd",
    "https://[::ffff:127.0.0.1]/x",
    "/__control/accounts",
    "/api/v1/users",
    "/api/v2",
    "/api/v2/",
    "/api/v20/files/1",
    "https://cloud.hostup.se/admin?x=/api/v2/",
    "relative/path",
    "",
  ])("%j is refused", (address) =>
    expect(codeOf(() => pathWithinTarget("HostUp", BASE, address))).toBe("provider_unreadable"),
  );
});

describe("addresses of one kind that a provider sends", () => {
  const within = "/support/attachments/";

  it("are under the path of that kind", () => {
    const address = "/api/v2/support/attachments/tatt_1?ticketId=tkt_1";
    expect(pathWithinTarget("HostUp", BASE, address, within)).toBe(address);
  });

  it.each([
    "/api/v2/support/tickets",
    "/api/v2/support/tickets/tkt_1",
    "/api/v2/support/attachments",
    "/api/v2/support/attachments/",
    "/api/v2/support/attachments/../tickets",
    "/support/attachments/tatt_1",
    "/__control/accounts",
  ])("%j is refused", (address) => {
    expect(codeOf(() => pathWithinTarget("HostUp", BASE, address, within))).toBe(
      "provider_unreadable",
    );
  });
});

describe("addresses that we make", () => {
  it("are under the base path, with the query encoded and empty values left out", () => {
    const url = targetUrl("Upsun", "https://api.upsun.com", "/tickets", {
      "filter[ticket_id]": 12,
      search: "a&b",
      cursor: null,
      status: undefined,
    });
    expect(url.href).toBe("https://api.upsun.com/tickets?filter%5Bticket_id%5D=12&search=a%26b");
  });

  it.each(["tickets", "//evil.example", "/../v1/x", "/..", "/\\evil.example", "@evil.example/x"])(
    "%j is refused",
    (path) => expect(codeOf(() => targetUrl("HostUp", BASE, path))).toBe("provider_unreadable"),
  );

  it("take any id as one segment", () =>
    expect(pathSegment("a/b?c#d%2e")).toBe("a%2Fb%3Fc%23d%252e"));
  it.each(["", ".", "..", "\ud800"])("know that %j is no id", (id) =>
    expect(codeOf(() => pathSegment(id))).toBe("provider_not_found"),
  );
});
