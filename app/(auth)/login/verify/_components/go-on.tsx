"use client";

import { useEffect } from "react";

import { withFragment } from "@/components/auth/with-fragment";

interface GoOnProps {
  next: string;
  label: string;
}

/** Opens the page that was asked for, with its fragment, which a redirect of the server would drop. */
export function GoOn({ next, label }: GoOnProps) {
  useEffect(() => window.location.replace(withFragment(next)), [next]);
  return (
    <main className="grid justify-items-center gap-2 px-4">
      <p role="status">{label}</p>
      <noscript>
        <meta httpEquiv="refresh" content={`0;url=${next}`} />
      </noscript>
    </main>
  );
}
