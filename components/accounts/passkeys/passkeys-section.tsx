"use client";

import { useState } from "react";

import { DescriptionCell, DescriptionList } from "@/components/ui/description-list";
import { useFocusedText } from "@/components/ui/hooks/use-focused-text";
import { Panel } from "@/components/ui/panel";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import type { PasskeyRow } from "@/lib/accounts/passkeys/queries";
import { useTexts } from "#texts";

import { AddPasskey, type ChangePasskey, type StartPasskey } from "./add-passkey";
import { RemovePasskey, RenamePasskey } from "./passkey-dialogs";

export interface PasskeysSectionProps {
  passkeys: readonly PasskeyRow[];
  locale: Locale;
  start: StartPasskey;
  add: ChangePasskey;
  rename: ChangePasskey;
  remove: ChangePasskey;
}

/** The viewer's passkeys. */
export function PasskeysSection(props: PasskeysSectionProps) {
  const { passkeys, locale, start, add, rename, remove } = props;
  const t = useTexts();
  const [done, setDone] = useState("");
  const status = useFocusedText(done);
  return (
    <Panel title={t("passkeys.title")}>
      <p className="px-4 pt-4 text-pretty text-muted-foreground">{t("passkeys.hint")}</p>
      <div aria-live="polite" className="px-4 not-has-[:not(:empty)]:sr-only">
        <p ref={status} tabIndex={-1} className="pt-3 outline-none empty:hidden">
          {done}
        </p>
      </div>
      {passkeys.length === 0 ? (
        <p className="px-4 pt-3">{t("passkeys.none")}</p>
      ) : (
        <ul className="mt-4 divide-y border-y">
          {passkeys.map((passkey) => (
            <li
              key={passkey.id}
              className="grid gap-3 px-4 py-4 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-start"
            >
              <div className="grid min-w-0 gap-2">
                <p className="font-medium break-words">
                  <bdi lang="">{passkey.name}</bdi>
                </p>
                <DescriptionList className="grid grid-cols-2 gap-x-4 gap-y-2 md:grid-cols-3">
                  <DescriptionCell label={t("passkeys.created")}>
                    <Time at={passkey.createdAt} locale={locale} />
                  </DescriptionCell>
                  <DescriptionCell label={t("passkeys.lastUsed")}>
                    {passkey.lastUsedAt ? (
                      <Time at={passkey.lastUsedAt} locale={locale} />
                    ) : (
                      t("passkeys.never")
                    )}
                  </DescriptionCell>
                  <DescriptionCell label={t("passkeys.kept")}>
                    {passkey.isSynced ? t("passkeys.synced") : t("passkeys.onOneDevice")}
                  </DescriptionCell>
                </DescriptionList>
              </div>
              <div className="flex gap-2">
                <RenamePasskey
                  passkey={passkey}
                  change={rename}
                  onStart={() => setDone("")}
                  onDone={() => setDone(t("passkeys.renamed"))}
                />
                <RemovePasskey
                  passkey={passkey}
                  change={remove}
                  onStart={() => setDone("")}
                  onDone={() => setDone(t("passkeys.removed", { name: passkey.name }))}
                />
              </div>
            </li>
          ))}
        </ul>
      )}
      <AddPasskey start={start} add={add} />
    </Panel>
  );
}
