import { ExternalLink } from "lucide-react";

import { ProviderWords } from "@/components/feedback/provider-words";
import { Field } from "@/components/ui/form/field";
import { PasswordInput } from "@/components/ui/form/password-input";
import type { Failure } from "@/lib/result";
import { useTexts } from "#texts";

interface CredentialFieldProps {
  label: string;
  help: string;
  /** The provider's page for creating one. */
  keysUrl?: string;
  /** Of the form. */
  failure: Failure | null;
  providerName: string;
}

/** A secret to paste: masked, and ignored by password managers. */
export function CredentialField({
  label,
  help,
  keysUrl,
  failure,
  providerName,
}: CredentialFieldProps) {
  const t = useTexts();
  const error = failure?.fieldErrors.credential;
  return (
    <div className="grid gap-1.5">
      <Field id="credential" label={label} help={help} error={error}>
        {(control) => (
          <PasswordInput
            {...control}
            name="credential"
            showLabel={t("connectionForms.showKey")}
            required
            maxLength={4000}
            autoComplete="off"
            data-1p-ignore=""
            data-lpignore="true"
          />
        )}
      </Field>
      {keysUrl ? (
        <a
          href={keysUrl}
          target="_blank"
          rel="noreferrer"
          className="text-link inline-flex w-fit items-center gap-1.5 text-[0.8125rem] font-medium"
        >
          {t("connectionForms.makeKey", { provider: providerName })}
          <ExternalLink aria-hidden className="size-3.5" />
        </a>
      ) : null}
      {error && failure?.words ? (
        <div className="text-[0.8125rem] text-muted-foreground">
          <ProviderWords words={failure.words} name={providerName} />
        </div>
      ) : null}
    </div>
  );
}
