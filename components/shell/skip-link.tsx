import { MAIN_CONTENT_ID } from "@/components/ui/navigation/main-content";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

export function SkipLink() {
  const t = useTexts();
  return (
    <a
      href={`#${MAIN_CONTENT_ID}`}
      data-slot="skip-link"
      className={cn(
        "sr-only z-50 rounded-md bg-primary px-4 py-2 font-medium text-primary-foreground",
        "focus:not-sr-only focus:fixed focus:top-2 focus:left-2",
      )}
    >
      {t("shell.skipToContent")}
    </a>
  );
}
