import { AddressInput } from "@/components/auth/address-input";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { PasswordInput } from "@/components/ui/form/password-input";
import { useTexts } from "#texts";

export type AccountFieldName = "name" | "email" | "currentPassword" | "newPassword";

const AUTOCOMPLETE = {
  name: "name",
  email: "username",
  currentPassword: "current-password",
  newPassword: "new-password",
} as const satisfies Record<AccountFieldName, string>;

interface AccountFieldProps {
  name: AccountFieldName;
  error: string | undefined;
  /** The initial value. */
  value?: string;
}

/** A field of forms that make or change an account. */
export function AccountField({ name, error, value }: AccountFieldProps) {
  const t = useTexts();
  return (
    <Field
      id={name}
      label={t(`passwords.fields.${name}`)}
      // The error already says which part of the rule is broken.
      help={name === "newPassword" && !error ? t("passwords.rule") : undefined}
      error={error}
    >
      {(control) => {
        const field = { ...control, name, autoComplete: AUTOCOMPLETE[name], required: true };
        if (name === "email") return <AddressInput {...field} defaultValue={value} />;
        if (name === "name") return <Input {...field} maxLength={200} spellCheck={false} />;
        return <PasswordInput {...field} />;
      }}
    </Field>
  );
}
