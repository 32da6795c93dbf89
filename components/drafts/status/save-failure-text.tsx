import { MarkedText } from "@/components/ui/text/marked-text";
import { markForeign } from "@/lib/i18n/foreign-words";
import { visibleName } from "@/lib/i18n/visible-name";
import { loginUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import type { SaveFailure } from "../draft-state";
import type { Draft } from "../use-draft";

/** Returns where unsaved text is kept, for the texts to select by. */
function placeOf({ backedUp, values }: Draft): "browser" | "tab" | "page" {
  if (!backedUp) return "page";
  return values.encrypted === "true" ? "tab" : "browser";
}

interface SaveFailureTextProps {
  failure: SaveFailure;
  draft: Draft;
}

/** Says why saving has stopped, and where the text is. */
export function SaveFailureText({ failure, draft }: SaveFailureTextProps) {
  const t = useTexts();
  const place = placeOf(draft);
  switch (failure.state) {
    case "ended":
      return t.rich("drafts.sessionEnded", {
        place,
        link: (chunks) => (
          <a
            href="/login"
            className="text-link font-medium"
            onClick={(event) =>
              event.currentTarget.setAttribute(
                "href",
                loginUrl({ next: window.location.pathname + window.location.search }),
              )
            }
          >
            {chunks}
          </a>
        ),
      });
    case "other_viewer":
      return (
        <MarkedText
          text={`${failure.message} ${t("drafts.keptFor", { place, name: markForeign(visibleName(draft.userName)) })}`}
        />
      );
    case "unreachable":
      return t("drafts.unreachable", { place });
    case "refused":
      return t("drafts.refused", { place, message: failure.message });
  }
}
