import { Link } from "@/components/ui/navigation/link";
import type { AuditTargetView } from "@/lib/audit/types";
import { useTexts } from "#texts";

/** The name of a target, as a link where the viewer may open it. */
export function EntryTarget({ target: { name, number, id, href } }: { target: AuditTargetView }) {
  const t = useTexts();
  const label = [number === null ? null : `#${number}`, name].filter(Boolean).join(" ");
  if (label === "") return <span title={id}>{t("audit.facts.unknown")}</span>;
  return href ? (
    <Link href={href} translate="no" lang="" className="text-link">
      {label}
    </Link>
  ) : (
    <span translate="no" lang="">
      {label}
    </span>
  );
}
