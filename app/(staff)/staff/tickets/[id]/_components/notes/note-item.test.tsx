import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";

import { TextsProvider } from "@/components/i18n/texts-provider";
import type { Viewer } from "@/lib/auth/types";
import { catalogOf } from "@/lib/i18n/catalogs";
import { INTL_LOCALES } from "@/lib/i18n/languages";
import type { InternalNoteView } from "@/lib/review/notes/types";

import { NoteItem } from "./note-item";

const AT = new Date("2026-03-01T10:00:00Z");
const NOTE: InternalNoteView = {
  id: "note",
  author: null,
  at: AT,
  body: null,
  mentioned: [],
  removed: { by: null, at: AT },
  mayRemove: true,
};

it.each([
  ["en", "A former colleague", "Removed 1 Mar", "Remove the note from"],
  ["sv", "En tidigare kollega", "Borttagen 1 mars", "Ta bort anteckningen från"],
] as const)(
  "a note of people without an account reads well in %s",
  (language, author, ...texts) => {
    const viewer = { userId: "viewer", language, timeZone: "UTC" } as Viewer;
    const html = renderToStaticMarkup(
      <TextsProvider locale={INTL_LOCALES[language]} messages={catalogOf(language)}>
        <NoteItem
          note={NOTE}
          viewer={viewer}
          ticketId="ticket"
          remove={() => Promise.reject(new Error())}
        />
      </TextsProvider>,
    );
    for (const text of texts) expect(html).toContain(text);
    expect(html.split(author)).toHaveLength(2);
  },
);
