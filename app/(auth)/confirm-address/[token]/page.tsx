import type { Metadata } from "next";

import { PageTexts } from "@/app/browser-texts";
import { ConfirmAddressView } from "@/components/accounts/links/confirm-address-view";
import { addressBehind } from "@/lib/accounts/address/commands";
import { getSelf } from "@/lib/auth/viewer";
import { requestTexts } from "@/lib/server/request-texts";

import { confirmAddressAction } from "../../link-actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("address.confirm.title") };
}

/** Shows the new address; changes nothing. */
export default async function ConfirmAddressPage({
  params,
}: {
  params: Promise<{ token: string }>;
}) {
  const { token } = await params;
  return (
    <PageTexts features={["passwords", "shell"]}>
      <ConfirmAddressView
        token={token}
        address={await addressBehind(token)}
        current={await getSelf()}
        confirm={confirmAddressAction}
      />
    </PageTexts>
  );
}
