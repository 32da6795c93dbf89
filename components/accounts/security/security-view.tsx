import type { ReactNode } from "react";

import { AddressSection, type ChangeAddress } from "@/components/accounts/address/address-section";
import {
  type ChangePassword,
  PasswordSection,
} from "@/components/accounts/password/password-section";
import { Alert } from "@/components/ui/alert";
import { BackLink } from "@/components/ui/navigation/back-link";
import { useTexts } from "#texts";

interface SecurityViewProps {
  email: string;
  /** True if a new address was confirmed just now. */
  isAddressNew: boolean;
  sendsMail: boolean;
  hasPassword: boolean;
  changePassword: ChangePassword;
  changeAddress: ChangeAddress;
  /** The sections below. */
  children: ReactNode;
}

/** The viewer's ways to sign in, and their sessions. */
export function SecurityView(props: SecurityViewProps) {
  const t = useTexts();
  return (
    <div className="grid max-w-3xl gap-5">
      <div className="grid gap-2">
        <BackLink href="/settings" label={t("shell.settings")} />
        <h1 className="text-2xl font-semibold tracking-tight">{t("security.title")}</h1>
      </div>
      {props.isAddressNew ? (
        <Alert tone="success">{t("address.nowYours", { address: props.email })}</Alert>
      ) : null}
      <PasswordSection hasPassword={props.hasPassword} change={props.changePassword} />
      <AddressSection
        email={props.email}
        sendsMail={props.sendsMail}
        change={props.changeAddress}
      />
      {props.children}
    </div>
  );
}
