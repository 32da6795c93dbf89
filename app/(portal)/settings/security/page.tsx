import type { Metadata } from "next";

import { PageTexts } from "@/app/browser-texts";
import { SecurityView } from "@/components/accounts/security/security-view";
import { requireViewer } from "@/lib/auth/viewer";
import { requestTexts } from "@/lib/server/request-texts";

import { SecondFactor } from "./second-factor";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("security.title") };
}

export default async function SecurityPage() {
  const viewer = await requireViewer();
  return (
    <PageTexts features={["security"]}>
      <SecurityView>
        <SecondFactor viewer={viewer} />
      </SecurityView>
    </PageTexts>
  );
}
