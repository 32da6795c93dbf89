import { Alert } from "@/components/ui/alert";
import { MarkedText } from "@/components/ui/text/marked-text";
import { useTexts } from "#texts";

import { fieldId, focusField } from "./element-ids";

interface ErrorSummaryProps {
  /** Field names in page order. */
  names: readonly string[];
  errors: Record<string, string>;
}

/** Lists the invalid fields, each linked to its control. */
export function ErrorSummary({ names, errors }: ErrorSummaryProps) {
  const t = useTexts();
  const invalid = names.filter((name) => errors[name]);
  if (invalid.length === 0) return null;
  return (
    <Alert tone="danger" title={t("filing.checkFields", { count: invalid.length })}>
      <ul className="grid gap-1">
        {invalid.map((name) => (
          <li key={name}>
            <a
              href={`#${fieldId(name)}`}
              className="inline-block py-0.5 text-link"
              onClick={(event) => {
                event.preventDefault();
                focusField(fieldId(name));
              }}
            >
              <MarkedText text={errors[name] ?? ""} />
            </a>
          </li>
        ))}
      </ul>
    </Alert>
  );
}
