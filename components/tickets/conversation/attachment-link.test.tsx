import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";

import type { AttachmentView } from "@/lib/tickets/detail/types";
import { withTexts } from "@/tests/helpers/texts";

import { AttachmentLink } from "./attachment-link";

const drawn = (change: Partial<AttachmentView>, language: "en" | "sv" = "en") =>
  renderToStaticMarkup(
    withTexts(
      <AttachmentLink
        attachment={{
          id: "a",
          filename: "log.txt",
          mimeType: "text/plain",
          href: "/api/attachments/a",
          isElsewhere: false,
          preview: null,
          ...change,
        }}
      />,
      language,
    ),
  );

it("a file is downloaded through the portal", () => {
  expect(drawn({})).toContain('href="/api/attachments/a"');
  expect(drawn({})).not.toContain("target=");
});

it("a file that cannot be downloaded is a name only", () => {
  expect(drawn({ href: null })).not.toContain("<a ");
});

it("a file at another site is a plain link that says so and tells that site nothing", () => {
  const foreign = { href: "https://files.example/log.txt", isElsewhere: true };
  expect(drawn(foreign)).toMatch(
    /<a href="https:\/\/files\.example\/log\.txt" rel="noopener noreferrer" target="_blank" referrerPolicy="no-referrer"/i,
  );
  expect(drawn(foreign)).toContain("Opens on another site.");
  expect(drawn(foreign, "sv")).toContain("Öppnas på en annan webbplats.");
});
