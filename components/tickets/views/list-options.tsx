import { useEffect, useRef, useState } from "react";

import { DialogForm } from "@/components/people/dialogs/dialog-form";
import { Button } from "@/components/ui/button";
import { ticketsUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import { DensityChoice } from "./density-choice";
import { nameField, placeField, withPlace } from "./view-fields";
import { ViewList } from "./view-list";
import type { EditableView, ViewCommands } from "./view-task";

interface ListOptionsProps {
  views: readonly EditableView[];
  openedId?: string;
  commands?: ViewCommands;
}

/** The viewer's views, one of them while it is changed or removed, and the density of rows. */
export function ListOptions({ views, openedId, commands }: ListOptionsProps) {
  const t = useTexts();
  const [editing, setEditing] = useState<{ view: EditableView; isRemoving: boolean } | null>(null);
  const [done, setDone] = useState("");
  const box = useRef<HTMLDivElement>(null);
  const wasEditing = useRef<string | null>(null);

  useEffect(() => {
    const id = wasEditing.current;
    wasEditing.current = editing?.view.id ?? null;
    if (editing === null && id === null) return;
    const button = id === null ? null : box.current?.querySelector(`[data-edit="${id}"]`);
    const field = box.current?.querySelector(editing?.isRemoving ? "[type=submit]" : "input");
    const next = editing ? field : (button ?? box.current);
    if (next instanceof HTMLElement) next.focus();
  }, [editing]);

  const close = () => setEditing(null);
  function finish(text: string) {
    setDone(text);
    close();
  }

  return (
    <div ref={box} tabIndex={-1} className="grid gap-5 outline-none">
      <p role="status" className="empty:hidden">
        {editing ? "" : done}
      </p>
      {commands && editing ? (
        <>
          <DialogForm
            key={String(editing.isRemoving)}
            question={
              editing.isRemoving
                ? {
                    title: "",
                    hint: [
                      t("views.removeTitle", { name: editing.view.name }),
                      editing.view.organization
                        ? t("views.removeSharedHint", { organization: editing.view.organization })
                        : t("views.removeHint"),
                    ].join(" "),
                    submit: t("views.remove"),
                    failureTitle: t("views.notRemoved"),
                    given: { viewId: editing.view.id },
                    action: commands.remove,
                    isDanger: true,
                    next: editing.view.id === openedId ? ticketsUrl(commands.audience) : undefined,
                  }
                : {
                    title: "",
                    submit: t("views.saveName"),
                    failureTitle: t("views.notSaved"),
                    given: { viewId: editing.view.id },
                    fields: [nameField(t, editing.view.name), placeField(t, editing.view.isPinned)],
                    action: (input) => commands.change(withPlace(input)),
                  }
            }
            onClose={close}
            onDone={() => finish(t(editing.isRemoving ? "views.removed" : "views.saved"))}
          />
          {editing.isRemoving ? null : (
            <p>
              <Button
                variant="danger"
                size="small"
                onClick={() => setEditing({ view: editing.view, isRemoving: true })}
              >
                {t("views.remove")}
              </Button>
            </p>
          )}
        </>
      ) : (
        <>
          {commands ? (
            <ViewList
              views={views}
              move={commands.move}
              edit={(view) => {
                setDone("");
                setEditing({ view, isRemoving: false });
              }}
            />
          ) : null}
          <DensityChoice />
        </>
      )}
    </div>
  );
}
