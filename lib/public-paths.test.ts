import { describe, expect, it } from "vitest";

import config from "../next.config.mjs";
import { isPublicPath, isSecretPath, redactSecretPaths } from "./public-paths";

const token = "kX3v_9aZ-".repeat(5).slice(0, 43);
const SECRETS = [
  "link",
  "invite",
  "reset",
  "confirm-address",
  "keep-address",
  "first-administrator",
  "unsubscribe",
].map((page) => `/${page}/${token}`);

describe("a public path", () => {
  it.each(["/login", "/login/verify", "/login/reset", ...SECRETS])("is %s", (path) =>
    expect(isPublicPath(path)).toBe(true),
  );

  it.each([
    "/",
    "/tickets",
    "/login/verify/more",
    "/loginx",
    "/settings/security",
    "/invite",
    "/invite/",
    `/invite/${token}/more`,
    `/staff/invite/${token}`,
    `/tickets/invite/${token}`,
  ])("is not %s", (path) => expect(isPublicPath(path)).toBe(false));

  it("holds a secret only behind an email's link", () => {
    expect(SECRETS.every(isSecretPath)).toBe(true);
    expect(isSecretPath("/login/reset")).toBe(false);
  });
});

describe("a text", () => {
  it.each(SECRETS)("loses the secret of %s, wherever it stands", (path) => {
    const encoded = encodeURIComponent(path);
    const text = redactSecretPaths(
      `GET https://portal.example${path}?x=1 from /login?next=${encoded}, "${path}"`,
    );
    expect(text).not.toContain(token);
    expect(text).toContain("[removed]?x=1");
  });

  it("keeps other paths", () => {
    const text = "GET /tickets/01ARZ3NDEKTSV4RRFFQ69G5FAV/updates, /login/reset";
    expect(redactSecretPaths(text)).toBe(text);
  });
});

it("Next sends the headers of secret pages too, where the middleware is not asked", async () => {
  const rules = (await config.headers?.()) ?? [];
  const rule = rules.find(({ source }) => source.includes("first-administrator"));
  for (const path of SECRETS) expect(rule?.source).toContain(path.split("/")[1]);
  expect(rule?.headers).toContainEqual({ key: "Referrer-Policy", value: "no-referrer" });
});
