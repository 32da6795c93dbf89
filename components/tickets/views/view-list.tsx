import { ArrowDown, ArrowUp } from "lucide-react";
import { useEffect, useRef, useState, useTransition } from "react";

import { actionResult } from "@/components/feedback/action-result";
import type { DialogAction } from "@/components/people/dialogs/dialog-question";
import { Button } from "@/components/ui/button";
import { useTexts } from "#texts";

import type { EditableView } from "./view-task";

const STEPS = [
  { direction: "up", label: "views.up", Icon: ArrowUp, by: -1 },
  { direction: "down", label: "views.down", Icon: ArrowDown, by: 1 },
] as const;

interface ViewListProps {
  views: readonly EditableView[];
  move: DialogAction;
  edit: (view: EditableView) => void;
}

/** Lists views to reorder and edit, grouped by owner. */
export function ViewList({ views, move, edit }: ViewListProps) {
  const t = useTexts();
  const [pending, startTransition] = useTransition();
  const [told, setTold] = useState("");
  const pressed = useRef<HTMLElement>(null);
  const owners = [...new Set(views.map(({ organization }) => organization))];

  // Moving a row takes the focus from its button.
  useEffect(() => {
    if (document.activeElement === document.body) pressed.current?.focus();
  }, [views]);

  if (views.length === 0) return <p className="text-pretty">{t("views.noneYet")}</p>;
  return (
    <div className="grid gap-4">
      <p role="status" className="text-[0.8125rem] text-muted-foreground empty:hidden">
        {told}
      </p>
      {owners.map((organization) => (
        <section key={organization} className="grid gap-1">
          <h3 className="text-[0.8125rem] text-muted-foreground">
            {organization === null ? t("views.mine") : t("views.everyone", { organization })}
          </h3>
          <ul className="divide-y rounded-md border">
            {views
              .filter((view) => view.organization === organization)
              .map((view, index, group) => (
                <li key={view.id} className="flex items-center gap-1 py-1 pr-1 pl-3">
                  <span className="min-w-0 flex-1 wrap-anywhere">
                    <bdi lang="">{view.name}</bdi>
                    {view.isPinned ? (
                      <span className="ml-2 text-xs text-muted-foreground">{t("views.tab")}</span>
                    ) : null}
                  </span>
                  {STEPS.map(({ direction, label, Icon, by }) => {
                    const place = index + by;
                    const isEnd = place < 0 || place >= group.length;
                    return (
                      <Button
                        key={direction}
                        variant="ghost"
                        size="icon"
                        aria-label={t(label, { name: view.name })}
                        // A disabled button would lose the focus.
                        aria-disabled={pending || isEnd}
                        onClick={(event) => {
                          if (pending || isEnd) return;
                          pressed.current = event.currentTarget;
                          startTransition(async () => {
                            const given = { viewId: view.id, direction };
                            const answer = await actionResult(t, move(given));
                            const { name } = view;
                            const count = group.length;
                            setTold(
                              answer.ok
                                ? t("views.moved", { name, place: place + 1, count })
                                : answer.message,
                            );
                          });
                        }}
                      >
                        <Icon aria-hidden />
                      </Button>
                    );
                  })}
                  <Button
                    variant="ghost"
                    size="small"
                    data-edit={view.id}
                    aria-label={t("views.editNamed", { name: view.name })}
                    onClick={() => edit(view)}
                  >
                    {t("views.edit")}
                  </Button>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
