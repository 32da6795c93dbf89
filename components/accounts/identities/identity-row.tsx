import { Button } from "@/components/ui/button";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import type { IdentityEntry } from "@/lib/accounts/identities/queries";
import { useTexts } from "#texts";

interface IdentityRowProps {
  identity: IdentityEntry;
  locale: Locale;
  disabled: boolean;
  onRemove: () => void;
}

export function IdentityRow({ identity, locale, disabled, onRemove }: IdentityRowProps) {
  const t = useTexts();
  const { issuerName, email, lastUsedAt } = identity;
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
      <div className="min-w-0 [overflow-wrap:anywhere]">
        <p className="font-medium">{issuerName}</p>
        <p className="text-[0.8125rem] text-muted-foreground">
          {email === "" ? null : <span dir="ltr">{email} · </span>}
          {t("identities.section.lastUsed")}{" "}
          {lastUsedAt ? <Time at={lastUsedAt} locale={locale} /> : null}
        </p>
      </div>
      <Button
        variant="secondary"
        size="small"
        disabled={disabled}
        aria-label={t("identities.section.removeNamed", { issuer: issuerName })}
        onClick={onRemove}
      >
        {t("identities.section.remove")}
      </Button>
    </li>
  );
}
