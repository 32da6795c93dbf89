import type { AuditFact } from "@/lib/audit/types";

/** Filters of a list, or facts of a change. */
export function EntryData({ facts }: { facts: readonly AuditFact[] }) {
  if (facts.length === 0) return null;
  return (
    <dl className="flex flex-wrap gap-x-3 gap-y-0.5">
      {facts.map(({ label, value, isForeign }) => (
        <div key={label} className="flex min-w-0 gap-1">
          <dt>{label}:</dt>
          <dd
            {...(isForeign ? { translate: "no", lang: "" } : {})}
            className="min-w-0 text-foreground [overflow-wrap:anywhere]"
          >
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
