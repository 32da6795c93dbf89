import { Check, X } from "lucide-react";

import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { ConnectionView } from "@/lib/connections/types";

type Capability = ConnectionView["capabilities"][number];

interface MissingCapability {
  scope: string | null;
  reason: string | null;
  labels: string[];
}

/** Groups missing capabilities by the scope that would add them. */
function missingCapabilities(capabilities: Capability[]): MissingCapability[] {
  const found = new Map<string, MissingCapability>();
  for (const { available, label, missingScope, reason } of capabilities) {
    if (available) continue;
    const key = missingScope ?? `because ${reason ?? ""}`;
    const standing = found.get(key);
    if (standing) standing.labels.push(label);
    else
      found.set(key, {
        scope: missingScope ?? null,
        reason: missingScope ? null : (reason ?? null),
        labels: [label],
      });
  }
  return [...found.values()];
}

interface CapabilityListProps {
  capabilities: Capability[];
  whereToAdd: string;
  /** The provider no longer accepts the key. */
  isRefused?: boolean;
}

/** Lists what the key can do, and the scopes that it lacks. */
export function CapabilityList({
  capabilities,
  whereToAdd,
  isRefused = false,
}: CapabilityListProps) {
  if (isRefused) {
    return (
      <p className="text-[0.8125rem] text-muted-foreground">
        What a key can do here is checked when it is replaced.
      </p>
    );
  }
  const missing = missingCapabilities(capabilities);
  return (
    <div className="grid gap-2 text-[0.8125rem]">
      <ul aria-label="Capabilities" className="flex flex-wrap gap-x-4 gap-y-1.5">
        {capabilities.map((capability) => (
          <li
            key={capability.capability}
            className={`inline-flex items-center gap-1.5 ${capability.available ? "" : "text-muted-foreground"}`}
          >
            {capability.available ? (
              <Check aria-hidden className="size-3.5 text-success" />
            ) : (
              <X aria-hidden className="size-3.5 text-warning" />
            )}
            {capability.label}
            <VisuallyHidden>
              {capability.available ? ": available" : ": not available"}
            </VisuallyHidden>
          </li>
        ))}
      </ul>
      {missing.length > 0 ? (
        <div className="grid gap-1 rounded-md bg-muted px-3 py-2.5">
          <ul aria-label="What the key lacks" className="grid gap-1">
            {missing.map(({ scope, reason, labels }) => (
              <li key={scope ?? reason ?? ""}>
                <span className="font-medium">{labels.join(", ")}:</span>{" "}
                {scope ? (
                  <>
                    needs the scope <code className="font-mono">{scope}</code>.
                  </>
                ) : (
                  (reason ?? "not available with this key.")
                )}
              </li>
            ))}
          </ul>
          <p className="text-pretty text-muted-foreground">{whereToAdd}</p>
        </div>
      ) : null}
    </div>
  );
}
