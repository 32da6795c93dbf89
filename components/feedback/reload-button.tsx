"use client";

import { Button } from "@/components/ui/button";

/** Loads the page again, for one that is out of date or was made for another person. */
export function ReloadButton() {
  return (
    <Button size="small" variant="secondary" onClick={() => window.location.reload()}>
      Reload
    </Button>
  );
}
