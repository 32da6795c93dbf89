import { History } from "lucide-react";

import { Button } from "@/components/ui/button";
import { useTexts } from "#texts";

import { MOMENT_SHEET } from "./moment-sheet";

/** Opens the sheet that asks for a moment. */
export function MomentButton() {
  const t = useTexts();
  return (
    <Button type="button" variant="ghost" size="small" popoverTarget={MOMENT_SHEET}>
      <History aria-hidden />
      {t("past.open")}
    </Button>
  );
}
