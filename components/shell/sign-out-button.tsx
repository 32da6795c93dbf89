"use client";

import { LogOut } from "lucide-react";
import { useState } from "react";

/** Ends the session. Drafts go with it: the next person at this screen must not find them. */
export function SignOutButton() {
  const [leaving, setLeaving] = useState(false);

  async function leave() {
    setLeaving(true);
    sessionStorage.clear();
    // Loaded when it is needed: every page has this button, and few visits press it.
    const { signOut } = await import("next-auth/react");
    await signOut({ callbackUrl: "/login" });
  }

  return (
    <button
      type="button"
      disabled={leaving}
      onClick={leave}
      className="flex h-10 w-full items-center gap-2 rounded-md px-2 text-left text-sm font-medium hover:bg-muted sm:h-9"
    >
      <LogOut aria-hidden className="size-4 text-muted-foreground" />
      {leaving ? "Signing out…" : "Sign out"}
    </button>
  );
}
