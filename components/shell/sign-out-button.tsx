"use client";

import { LogOut } from "lucide-react";
import type { Route } from "next";
import { useState } from "react";

import { loginUrl } from "@/lib/routes";
import { useTexts } from "#texts";

const MENU_ITEM =
  "flex h-10 w-full items-center gap-2 rounded-md px-2 text-left text-sm font-medium " +
  "hover:bg-muted sm:h-9 pointer-coarse:h-11 [&_svg]:text-muted-foreground";

interface SignOutButtonProps {
  userId: string;
  name: string;
  /** The page that follows, which visitors may see. */
  next?: Route;
  /** Of the buttons. */
  className?: string;
}

/**
 * Ends the session. Unsaved drafts are saved first. Those that cannot be saved stay in
 * `localStorage` under the person's id, until a form is shown after 30 days, unless the person
 * deletes them. `sessionStorage`, which holds unsaved encrypted replies, is always cleared.
 */
export function SignOutButton({
  userId,
  name,
  next = loginUrl(),
  className = MENU_ITEM,
}: SignOutButtonProps) {
  const t = useTexts();
  const [isSigningOut, setIsSigningOut] = useState(false);
  const [unsaved, setUnsaved] = useState(0);

  async function signOutWith(unsavedTexts: "ask" | "keep" | "delete") {
    setIsSigningOut(true);
    // Loaded on demand: every page has this button, and few visits press it.
    const [{ signOut }, { deleteBackups, saveBackups }] = await Promise.all([
      import("next-auth/react"),
      import("@/components/drafts/drafts-on-sign-out"),
    ]);
    const failed = unsavedTexts === "ask" ? await saveBackups(userId) : 0;
    if (failed > 0) {
      setUnsaved(failed);
      return setIsSigningOut(false);
    }
    if (unsavedTexts === "delete") deleteBackups(userId);
    sessionStorage.clear();
    // The page may have a secret in its path, which a cookie would keep.
    await signOut({ callbackUrl: loginUrl(), redirect: false });
    window.location.assign(next);
  }

  if (unsaved > 0 && !isSigningOut) {
    return (
      <div role="alert" className="grid gap-1 border-t px-2 pt-2 text-[0.8125rem]">
        <p className="text-pretty">{t("shell.unsavedDrafts", { count: unsaved, name })}</p>
        <button type="button" className={className} onClick={() => void signOutWith("keep")}>
          {t("shell.signOutAndKeep", { count: unsaved })}
        </button>
        <button type="button" className={className} onClick={() => void signOutWith("delete")}>
          {t("shell.signOutAndDelete", { count: unsaved })}
        </button>
      </div>
    );
  }
  return (
    <button
      type="button"
      data-sign-out=""
      disabled={isSigningOut}
      onClick={() => void signOutWith("ask")}
      className={className}
    >
      <LogOut aria-hidden className="size-4" />
      {t(isSigningOut ? "shell.signingOut" : "shell.signOut")}
    </button>
  );
}
