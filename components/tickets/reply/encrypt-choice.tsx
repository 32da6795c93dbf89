import { Checkbox } from "@/components/ui/form/checkbox";
import { useTexts } from "#texts";

interface EncryptChoiceProps {
  checked: boolean;
  disabled: boolean;
  onChange: (checked: boolean) => void;
}

/** Also sent by a form without scripts. */
export function EncryptChoice({ checked, disabled, onChange }: EncryptChoiceProps) {
  const t = useTexts();
  return (
    <label className="flex min-h-control items-center gap-2 text-sm">
      <Checkbox
        name="encrypted"
        value="true"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      {t("reply.encrypt")}
    </label>
  );
}
