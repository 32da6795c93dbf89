import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";

const request = {
  cookie: undefined as string | undefined,
  mailed: undefined as string | undefined,
  accepts: null as string | null,
};
let visitorLanguage: typeof import("./visitor-language").visitorLanguage;

// Other files of this process load it with the real headers.
beforeAll(async () => {
  vi.resetModules();
  vi.doMock("next/headers", () => ({
    cookies: async () => ({
      get: (name: string) => {
        const value = { language: request.cookie, "mail-language": request.mailed }[name];
        return value ? { value } : undefined;
      },
    }),
    headers: async () => new Headers(request.accepts ? { "accept-language": request.accepts } : {}),
  }));
  ({ visitorLanguage } = await import("./visitor-language"));
});

afterAll(() => {
  vi.doUnmock("next/headers");
  vi.resetModules();
});

beforeEach(() => Object.assign(request, { cookie: undefined, mailed: undefined, accepts: null }));

it.each([
  [undefined, "sv-SE,sv;q=0.9,en;q=0.8", "sv"],
  [undefined, "sv", "sv"],
  [undefined, "sv-FI", "sv"],
  [undefined, "en-US,en;q=0.9,sv;q=0.5", "en"],
  [undefined, "de-DE,de;q=0.9,sv;q=0.3", "sv"],
  [undefined, "fr, de;q=0.9", "en"],
  [undefined, "en;q=0, sv;q=0.1", "sv"],
  [undefined, "*", "en"],
  [undefined, "; ; not a header", "en"],
  [undefined, null, "en"],
  ["sv", "en-GB", "sv"],
  ["en", "sv-SE", "en"],
  ["de", "sv-SE", "sv"],
])("the choice %s and the preference %s make %s", async (cookie, accepts, language) => {
  Object.assign(request, { cookie, accepts });
  expect(await visitorLanguage()).toBe(language);
});

it.each([
  [undefined, "sv", "sv"],
  ["en", "sv", "en"],
  [undefined, "de", "en"],
])("the choice %s goes before the language %s of a mail: %s", async (cookie, mailed, language) => {
  Object.assign(request, { cookie, mailed, accepts: "en" });
  expect(await visitorLanguage()).toBe(language);
});
