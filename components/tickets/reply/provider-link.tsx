import { ExternalLink } from "lucide-react";

import { buttonVariants } from "@/components/ui/button";
import { useTexts } from "#texts";

/** Links to the ticket's page at the provider, where that is known. */
export function ProviderLink({
  providerName,
  providerUrl,
}: {
  providerName: string;
  providerUrl: string | null;
}) {
  const t = useTexts();
  if (!providerUrl) return null;
  return (
    <a
      href={providerUrl}
      rel="noopener noreferrer"
      target="_blank"
      className={buttonVariants({ variant: "secondary", size: "small" })}
    >
      {t("ticketLive.openAt", { provider: providerName })}
      <ExternalLink aria-hidden />
    </a>
  );
}
