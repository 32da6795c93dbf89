import { MarkedText } from "@/components/ui/text/marked-text";
import type { EventView } from "@/lib/tickets/detail/types";
import { useTexts } from "#texts";

/** The id of the line before what is new. */
export const NEW = "new";

const MAX_CHANGES = 3;

/** A line in the conversation: from here on, all is new to the viewer. Names other changes. */
export function NewSince({ changes }: { changes: readonly EventView[] }) {
  const t = useTexts();
  const left = changes.length - MAX_CHANGES;
  return (
    <div
      id={NEW}
      className="scroll-mt-36 border-t-2 border-primary pt-1.5 text-[0.8125rem] text-muted-foreground"
    >
      <p className="font-medium text-primary">{t("conversation.newSince")}</p>
      {changes.slice(0, MAX_CHANGES).map((event) => (
        <p key={event.id}>
          <MarkedText text={event.sentence} />
        </p>
      ))}
      {left > 0 ? (
        <a href="#history" className="text-link">
          {t("conversation.moreChanges", { count: left })}
        </a>
      ) : null}
    </div>
  );
}
