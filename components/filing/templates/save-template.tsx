"use client";

import { BookmarkPlus } from "lucide-react";
import { useState } from "react";

import type { DialogAction } from "@/components/people/dialogs/dialog-question";
import { Button } from "@/components/ui/button";
import { useHydrated } from "@/components/ui/hooks/use-hydrated";
import { lazyPart } from "@/components/ui/lazy-part";
import { useTexts } from "#texts";

/** Loaded when it is first opened. */
const SaveTemplateDialog = lazyPart(
  async () => (await import("./save-template-dialog")).SaveTemplateDialog,
);

interface SaveTemplateProps {
  connectionId: string;
  save: DialogAction;
}

/** Lets a manager keep the values of the form as a template of the organization. */
export function SaveTemplate({ connectionId, save }: SaveTemplateProps) {
  const t = useTexts();
  const isHydrated = useHydrated();
  const [isOpen, setIsOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  const [isSaved, setIsSaved] = useState(false);

  function open() {
    setIsSaved(false);
    setWasOpened(true);
    setIsOpen(true);
  }

  return (
    <div className="-ml-3 flex flex-wrap items-center gap-x-3 gap-y-1 text-[0.8125rem] print:hidden">
      <Button variant="ghost" size="small" disabled={!isHydrated} onClick={open}>
        <BookmarkPlus aria-hidden />
        {t("templates.save")}
      </Button>
      <p role="status">{isSaved ? t("templates.saved") : ""}</p>
      {wasOpened ? (
        <SaveTemplateDialog
          isOpen={isOpen}
          connectionId={connectionId}
          save={save}
          onClose={() => setIsOpen(false)}
          onSaved={() => setIsSaved(true)}
        />
      ) : null}
    </div>
  );
}
