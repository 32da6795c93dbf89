import { Check, Minus, X } from "lucide-react";
import type { ReactNode } from "react";

import { ProviderWords } from "@/components/feedback/provider-words";
import { Disclosure } from "@/components/ui/disclosure";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { ConnectionView } from "@/lib/connections/types";
import type { Language } from "@/lib/i18n/languages";
import { formatList } from "@/lib/text/format-list";
import { useTexts } from "#texts";

type Capability = ConnectionView["capabilities"][number];

interface MissingCapability {
  scope?: string;
  reason?: string;
  /** The provider's. */
  words?: string;
  labels: string[];
}

/** Groups missing capabilities by the scope that would add them. */
function missingCapabilities(capabilities: Capability[]): MissingCapability[] {
  const found = new Map<string, MissingCapability>();
  for (const { available, withheld, label, missingScope, reason, words } of capabilities) {
    if (available || withheld) continue;
    const key = missingScope ?? `because ${reason ?? ""} ${words ?? ""}`;
    const known = found.get(key);
    if (known) known.labels.push(label);
    else if (missingScope) found.set(key, { scope: missingScope, labels: [label] });
    else found.set(key, { reason, words, labels: [label] });
  }
  return [...found.values()];
}

function scopeCode(scope: ReactNode) {
  return (
    <code className="font-mono" translate="no">
      {scope}
    </code>
  );
}

const STATES = {
  available: "connections.available",
  missing: "connections.notAvailable",
  off: "connections.switchedOff",
  unknown: "connections.notKnownYet",
} as const;

function stateOf({ available, withheld }: Capability): keyof typeof STATES {
  return available ? "available" : (withheld ?? "missing");
}

/** Lists the capabilities that no key would add: switched off, or not known yet. */
function WithheldCapabilities({
  capabilities,
  language,
}: {
  capabilities: Capability[];
  language: Language;
}) {
  const t = useTexts();
  const labels = (state: "off" | "unknown") =>
    capabilities.filter(({ withheld }) => withheld === state).map(({ label }) => label);
  const [off, unknown] = [labels("off"), labels("unknown")];
  return (
    <>
      {off.length > 0 ? (
        <p className="text-pretty text-muted-foreground">
          {t("connections.offHere", { capabilities: formatList(off, language) })}
        </p>
      ) : null}
      {unknown.length > 0 ? (
        <p className="text-pretty text-muted-foreground">
          {t("connections.knownWithTicket", { capabilities: formatList(unknown, language) })}
        </p>
      ) : null}
    </>
  );
}

/** Beyond this, missing capabilities are only counted. */
const MAX_NAMED = 3;

interface CapabilityListProps {
  capabilities: Capability[];
  providerName: string;
  whereToAdd: string;
  language: Language;
  /** The provider no longer accepts the key. */
  isRefused?: boolean;
}

/** Folds what the key can do behind a summary, and names the scopes that it lacks. */
export function CapabilityList({
  capabilities,
  providerName,
  whereToAdd,
  language,
  isRefused = false,
}: CapabilityListProps) {
  const t = useTexts();
  if (isRefused) {
    return (
      <p className="text-[0.8125rem] text-muted-foreground">{t("connections.checkedOnReplace")}</p>
    );
  }
  const missing = missingCapabilities(capabilities);
  const labels = missing.flatMap((each) => each.labels);
  const summary =
    labels.length === 0
      ? t("connections.canAll")
      : labels.length > MAX_NAMED
        ? t("connections.cannotMany", { count: labels.length })
        : t("connections.cannot", { capabilities: formatList(labels, language) });
  return (
    <div className="grid gap-2 text-[0.8125rem]">
      <Disclosure summary={summary}>
        <div className="mt-2 grid gap-2">
          <ul
            aria-label={t("connections.capabilities")}
            className="flex flex-wrap gap-x-4 gap-y-1.5"
          >
            {capabilities.map((capability) => (
              <li
                key={capability.capability}
                className={`inline-flex items-center gap-1.5 ${capability.available ? "" : "text-muted-foreground"}`}
              >
                {capability.available ? (
                  <Check aria-hidden className="size-3.5 text-success" />
                ) : capability.withheld ? (
                  <Minus aria-hidden className="size-3.5" />
                ) : (
                  <X aria-hidden className="size-3.5 text-warning" />
                )}
                {capability.label}
                <VisuallyHidden>: {t(STATES[stateOf(capability)])}</VisuallyHidden>
              </li>
            ))}
          </ul>
          <WithheldCapabilities capabilities={capabilities} language={language} />
        </div>
      </Disclosure>
      {missing.length > 0 ? (
        <div className="grid gap-1 rounded-md bg-muted px-3 py-2.5">
          <ul aria-label={t("connections.missing")} className="grid gap-1">
            {missing.map(({ scope, reason, words, labels }) => (
              <li key={labels[0]}>
                <span className="font-medium">{formatList(labels, language)}:</span>{" "}
                {scope
                  ? t.rich("connections.needsScope", { scope, code: scopeCode })
                  : reason || t("connections.notWithKey")}
                <ProviderWords words={words} name={providerName} />
              </li>
            ))}
          </ul>
          <p className="text-pretty text-muted-foreground">{whereToAdd}</p>
        </div>
      ) : null}
    </div>
  );
}
