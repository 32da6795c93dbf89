import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { renderMessage } from "@/lib/i18n/message";
import type { ConflictAlternative } from "@/lib/providers/forms/contract";
import { useTexts } from "#texts";

interface CostNoticeProps {
  instead: ConflictAlternative;
  /** False while the same alternative is offered elsewhere on the page. */
  hasButton: boolean;
  disabled: boolean;
  onInstead: () => void;
}

/** Says before filing what the chosen value costs. */
export function CostNotice({ instead, hasButton, disabled, onInstead }: CostNoticeProps) {
  const t = useTexts();
  return (
    <Alert
      role="status"
      tone="warning"
      title={renderMessage(t, { key: instead.cost })}
      action={
        hasButton ? (
          <Button size="small" variant="secondary" disabled={disabled} onClick={onInstead}>
            {renderMessage(t, { key: instead.label })}
          </Button>
        ) : null
      }
      className="self-start lg:col-span-full"
    />
  );
}
