import { Alert } from "@/components/ui/alert";
import { useTexts } from "#texts";

/** Names the parts of the address that the page left out; the others are used. */
export function UnreadFilters({ parts }: { parts: readonly string[] }) {
  const t = useTexts();
  const count = parts.length;
  if (count === 0) return null;
  return (
    <Alert tone="warning" className="mb-4">
      <p className="[overflow-wrap:anywhere]">
        {t("filters.unread", { count })}{" "}
        <strong translate="no" lang="">
          {parts.join(", ")}
        </strong>
      </p>
    </Alert>
  );
}
