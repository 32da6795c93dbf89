import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { useTexts } from "#texts";

interface CodeFieldProps {
  error: string | undefined;
  help?: string;
}

/** Six digits, or a recovery code. Browsers and phones offer codes they have received. */
export function CodeField({ error, help }: CodeFieldProps) {
  const t = useTexts();
  return (
    <Field id="code" label={t("proof.code")} error={error} help={help}>
      {(control) => (
        <Input
          {...control}
          name="code"
          dir="ltr"
          autoComplete="one-time-code"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          autoFocus
          required
        />
      )}
    </Field>
  );
}
