import type { Route } from "next";

import { Alert } from "@/components/ui/alert";
import { buttonVariants } from "@/components/ui/button";
import { Link } from "@/components/ui/navigation/link";
import type { LockedOrganization } from "@/lib/auth/types";
import { organizationUrl, securityUrl } from "@/lib/routes";
import { formatList } from "@/lib/text/format-list";
import { useLanguage, useTexts } from "#texts";

/** Explains why organizations are missing, and how to open them. */
export function LockedNotice({ organizations }: { organizations: readonly LockedOrganization[] }) {
  const t = useTexts();
  const language = useLanguage();
  if (organizations.length === 0) return null;
  const names = formatList(
    organizations.map(({ organizationName }) => organizationName),
    language,
  );
  const link = buttonVariants({ variant: "secondary", size: "small" });
  return (
    <Alert
      tone="warning"
      className="mb-6"
      title={t("shell.locked", { organizations: names, count: organizations.length })}
      action={
        <>
          <Link href={`${securityUrl()}#authenticator` as Route} className={link}>
            {t("shell.lockedSetUp")}
          </Link>
          <Link href={`${organizationUrl()}#locked` as Route} className={link}>
            {t("shell.lockedLeave")}
          </Link>
        </>
      }
    >
      {t("shell.lockedHint", { count: organizations.length })}
    </Alert>
  );
}
