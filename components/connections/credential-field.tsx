import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";

interface CredentialFieldProps {
  label: string;
  help?: string;
  error?: string;
}

/** A secret to paste: masked, and ignored by password managers. */
export function CredentialField({ label, help, error }: CredentialFieldProps) {
  return (
    <Field id="credential" label={label} help={help} error={error}>
      {(control) => (
        <Input
          {...control}
          name="credential"
          type="password"
          required
          maxLength={4000}
          autoComplete="off"
          data-1p-ignore=""
          data-lpignore="true"
          spellCheck={false}
        />
      )}
    </Field>
  );
}
