import { MAIN_CONTENT_ID } from "@/components/ui/navigation/main-content";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

interface SkipLinkProps {
  /** Default: the page's content. */
  targetId?: string;
  label?: string;
}

export function SkipLink({ targetId = MAIN_CONTENT_ID, label }: SkipLinkProps) {
  const t = useTexts();
  return (
    <a
      href={`#${targetId}`}
      data-slot="skip-link"
      className={cn(
        "sr-only z-50 rounded-md bg-primary px-4 py-2 font-medium text-primary-foreground",
        "focus:not-sr-only focus:fixed focus:top-2 focus:left-2",
      )}
    >
      {label ?? t("shell.skipToContent")}
    </a>
  );
}
