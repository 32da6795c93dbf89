import { MarkedText } from "@/components/ui/text/marked-text";
import { markForeign } from "@/lib/i18n/foreign-words";
import { visibleName } from "@/lib/i18n/visible-name";
import { loginUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import type { SaveFailure } from "../draft-state";
import type { Draft } from "../use-draft";
import { whereKept } from "./where-kept";

interface SaveFailureTextProps {
  failure: SaveFailure;
  draft: Draft;
}

/** Says why saving has stopped, and where the text is. */
export function SaveFailureText({ failure, draft }: SaveFailureTextProps) {
  const t = useTexts();
  const place = whereKept(draft);
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
    case "broken":
      return t("drafts.broken", { place });
    case "refused":
      return t("drafts.refused", { place, message: failure.message });
  }
}
