"use client";

import { Button } from "@/components/ui/button";

export function ReloadButton() {
  return (
    <Button size="small" variant="secondary" onClick={() => window.location.reload()}>
      Reload
    </Button>
  );
}
