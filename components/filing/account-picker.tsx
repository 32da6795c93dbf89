"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { Select } from "@/components/ui/form/select";
import type { FilingProblem } from "@/lib/connections/types";
import { newTicketUrl } from "@/lib/routes";
import { useTexts } from "#texts";

export interface FilingAccountChoice {
  connectionId: string;
  label: string;
  organizationName: string;
  providerId: string;
  providerName: string;
  /** Why no ticket can be filed through the account; null when one can. */
  problem: FilingProblem | null;
}

interface AccountPickerProps {
  accounts: FilingAccountChoice[];
  chosen: string;
  /** The submission being edited, which stays the same for another account. */
  submissionId?: string;
}

/**
 * Selects the connection of a new ticket. Changing it loads that provider's form, and keeps the
 * values that fit.
 */
export function AccountPicker({ accounts, chosen, submissionId }: AccountPickerProps) {
  const t = useTexts();
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const select = useRef<HTMLSelectElement>(null);
  const severalOrganizations =
    new Set(accounts.map((account) => account.organizationName)).size > 1;
  const nameOf = ({ providerName, label, organizationName }: FilingAccountChoice) =>
    `${providerName} · ${label}${severalOrganizations ? ` (${organizationName})` : ""}`;
  // Follows the address without a new element, which would lose the focus.
  useEffect(() => {
    if (select.current) select.current.value = chosen;
  }, [chosen]);

  return (
    <form noValidate action={newTicketUrl()}>
      {submissionId ? <input type="hidden" name="submission" value={submissionId} /> : null}
      <Field
        id="account"
        label={t("filing.account")}
        line={<>{pending ? t("filing.openingForm") : null}</>}
      >
        {(control) => (
          <Select
            {...control}
            ref={select}
            name="account"
            defaultValue={chosen}
            onChange={(event) => {
              const query = { submission: submissionId, account: event.target.value };
              startTransition(() => router.replace(newTicketUrl(query), { scroll: false }));
            }}
          >
            {accounts.map((account) => (
              <option
                key={account.connectionId}
                value={account.connectionId}
                disabled={account.problem !== null}
              >
                {account.problem
                  ? t("filing.refusedAccount", {
                      account: nameOf(account),
                      problem: account.problem,
                    })
                  : nameOf(account)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <noscript>
        <input type="hidden" name="plain" value="1" />
        <Button type="submit" variant="secondary" size="small" className="mt-2">
          {t("filing.openForm")}
        </Button>
      </noscript>
      <span aria-live="polite" className="sr-only">
        {pending ? t("filing.openingForm") : ""}
      </span>
    </form>
  );
}
