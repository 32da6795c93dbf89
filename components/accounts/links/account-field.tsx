import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { useTexts } from "#texts";

export type AccountFieldName = "name" | "email" | "currentPassword" | "newPassword";

const INPUTS = {
  name: { type: "text", autoComplete: "name", maxLength: 200 },
  email: { type: "email", autoComplete: "username", inputMode: "email", autoCapitalize: "none" },
  currentPassword: { type: "password", autoComplete: "current-password" },
  newPassword: { type: "password", autoComplete: "new-password" },
} as const satisfies Record<AccountFieldName, object>;

interface AccountFieldProps {
  name: AccountFieldName;
  error: string | undefined;
}

/** A field of forms that make or change an account. */
export function AccountField({ name, error }: AccountFieldProps) {
  const t = useTexts();
  return (
    <Field
      id={name}
      label={t(`passwords.fields.${name}`)}
      help={name === "newPassword" ? t("passwords.rule") : undefined}
      error={error}
    >
      {(control) => (
        <Input {...control} {...INPUTS[name]} name={name} spellCheck={false} required />
      )}
    </Field>
  );
}
