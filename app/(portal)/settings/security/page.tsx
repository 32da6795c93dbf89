import type { Metadata } from "next";

import { PageTexts } from "@/app/browser-texts";
import { type SearchParams, singleValues } from "@/app/search-params";
import { SecurityView } from "@/components/accounts/security/security-view";
import { hasPassword } from "@/lib/accounts/passwords/queries";
import { forViewer } from "@/lib/auth/page-viewer";
import { requireSelf } from "@/lib/auth/viewer";
import { isMailConfigured } from "@/lib/mail/is-mail-configured";
import { requestTexts } from "@/lib/server/request-texts";

import { Passkeys } from "./passkeys";
import { askAddressChangeAction, changePasswordAction } from "./password-actions";
import { SecondFactor } from "./second-factor";
import { Sessions } from "./sessions";
import { SingleSignOn } from "./single-sign-on";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("security.title") };
}

export default async function SecurityPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireSelf();
  const { singleSignOn, address } = await singleValues(searchParams);
  return (
    <PageTexts features={["security", "passwords", "address"]}>
      <SecurityView
        email={viewer.email}
        isAddressNew={address === "changed"}
        sendsMail={isMailConfigured()}
        hasPassword={await hasPassword(viewer)}
        changePassword={forViewer(viewer, changePasswordAction)}
        changeAddress={forViewer(viewer, askAddressChangeAction)}
      >
        <SecondFactor viewer={viewer} />
        <Passkeys viewer={viewer} />
        <SingleSignOn viewer={viewer} outcome={singleSignOn} />
        <Sessions viewer={viewer} />
      </SecurityView>
    </PageTexts>
  );
}
