"use client";

import { LogOut } from "lucide-react";
import { useState } from "react";

const ITEM =
  "flex h-10 w-full items-center gap-2 rounded-md px-2 text-left text-sm font-medium hover:bg-muted sm:h-9";

interface SignOutButtonProps {
  userId: string;
  name: string;
}

/**
 * Ends the session. What was typed and is not saved yet is saved first. What cannot be saved stays
 * in this browser for its person, who is told, or is deleted if they wish so.
 */
export function SignOutButton({ userId, name }: SignOutButtonProps) {
  const [isLeaving, setIsLeaving] = useState(false);
  const [unsaved, setUnsaved] = useState(0);

  async function leave(unsavedTexts: "ask" | "keep" | "delete") {
    setIsLeaving(true);
    // Loaded when it is needed: every page has this button, and few visits press it.
    const [{ signOut }, { deleteBackups: deleteCopies, saveBackups: saveCopies }] =
      await Promise.all([
        import("next-auth/react"),
        import("@/components/drafts/drafts-on-sign-out"),
      ]);
    const left = unsavedTexts === "ask" ? await saveCopies(userId) : 0;
    if (left > 0) {
      setUnsaved(left);
      return setIsLeaving(false);
    }
    if (unsavedTexts === "delete") deleteCopies(userId);
    // Texts that are to be encrypted are only here: they outlive no session.
    sessionStorage.clear();
    await signOut({ callbackUrl: "/login" });
  }

  if (unsaved > 0 && !isLeaving) {
    return (
      <div role="alert" className="grid gap-1 border-t px-2 pt-2 text-[0.8125rem]">
        <p className="text-pretty">
          {unsaved === 1 ? "One draft is" : `${unsaved} drafts are`} not saved. If kept in this
          browser, only {name} can see them. Encrypted replies are always deleted.
        </p>
        <button type="button" className={ITEM} onClick={() => void leave("keep")}>
          Sign out and keep {unsaved === 1 ? "it" : "them"} here
        </button>
        <button type="button" className={ITEM} onClick={() => void leave("delete")}>
          Sign out and delete {unsaved === 1 ? "it" : "them"}
        </button>
      </div>
    );
  }
  return (
    <button type="button" disabled={isLeaving} onClick={() => void leave("ask")} className={ITEM}>
      <LogOut aria-hidden className="size-4 text-muted-foreground" />
      {isLeaving ? "Signing out…" : "Sign out"}
    </button>
  );
}
