import { beforeEach, expect, it, vi } from "vitest";

import { visitorLanguage } from "./visitor-language";

const request = { cookie: undefined as string | undefined, accepts: null as string | null };

vi.mock("next/headers", () => ({
  cookies: async () => ({
    get: (name: string) =>
      name === "language" && request.cookie ? { value: request.cookie } : undefined,
  }),
  headers: async () => new Headers(request.accepts ? { "accept-language": request.accepts } : {}),
}));

beforeEach(() => Object.assign(request, { cookie: undefined, accepts: null }));

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
