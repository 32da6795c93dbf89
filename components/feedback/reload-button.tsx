"use client";

import { Button } from "@/components/ui/button";
import { useTexts } from "#texts";

export function ReloadButton() {
  const t = useTexts();
  return (
    <Button size="small" variant="secondary" onClick={() => window.location.reload()}>
      {t("common.reload")}
    </Button>
  );
}
