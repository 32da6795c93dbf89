import { Check, X } from "lucide-react";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { ConnectionView } from "@/lib/connections/types";

type Capability = ConnectionView["capabilities"][number];

function Missing({ capability }: { capability: Capability }) {
  if (capability.missingScope) {
    return <>Needs the scope <code className="font-mono text-foreground">{capability.missingScope}</code>: make a key with it at the provider, then replace the key here.</>;
  }
  return <>{capability.reason ?? "Not available with this key."}</>;
}

/** What this key can do, and what it lacks by name. */
export function CapabilityList({ capabilities }: { capabilities: Capability[] }) {
  const missing = capabilities.filter((capability) => !capability.available);
  return (
    <div className="grid gap-2 text-[0.8125rem]">
      <ul aria-label="Capabilities" className="flex flex-wrap gap-x-4 gap-y-1.5">
        {capabilities.map((capability) => (
          <li key={capability.capability} className={`inline-flex items-center gap-1.5 ${capability.available ? "" : "text-muted-foreground"}`}>
            {capability.available ? <Check aria-hidden className="size-3.5 text-success" /> : <X aria-hidden className="size-3.5 text-warning" />}
            {capability.label}
            <VisuallyHidden>{capability.available ? ": available" : ": not available"}</VisuallyHidden>
          </li>
        ))}
      </ul>
      {missing.length > 0 ? (
        <ul className="grid gap-1 text-muted-foreground">
          {missing.map((capability) => (
            <li key={capability.capability}><span className="font-medium text-foreground">{capability.label}.</span> <Missing capability={capability} /></li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
