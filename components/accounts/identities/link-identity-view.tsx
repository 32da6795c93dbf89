import { AuthPage } from "@/components/auth/auth-page";
import { Link } from "@/components/ui/navigation/link";
import { loginUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import { LinkIdentityForm, type LinkIdentityFormProps } from "./link-identity-form";

interface LinkIdentityViewProps extends LinkIdentityFormProps {
  issuerName: string;
}

/** Says the same whether the address is known here or not. */
export function LinkIdentityView({ issuerName, ...form }: LinkIdentityViewProps) {
  const t = useTexts();
  return (
    <AuthPage title={t("identities.link.title")}>
      <p className="text-pretty [overflow-wrap:anywhere]">
        {t("identities.link.intro", { issuer: issuerName, email: form.email })}
      </p>
      <LinkIdentityForm {...form} />
      <div className="grid gap-2 text-[0.8125rem] text-pretty text-muted-foreground">
        <p>{t("identities.link.noPassword", { issuer: issuerName })}</p>
        <p>{t("identities.link.noAccount")}</p>
      </div>
      <Link href={loginUrl({ next: form.next })} className="text-link justify-self-start">
        {t("identities.link.otherWay")}
      </Link>
    </AuthPage>
  );
}
