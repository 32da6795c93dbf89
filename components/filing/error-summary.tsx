import { Alert } from "@/components/ui/alert";
import type { FormField } from "@/lib/providers/form-contract";
import { fieldId } from "./filing-field";

interface ErrorSummaryProps {
  fields: readonly FormField[];
  errors: Record<string, string>;
}

/** Every field that needs another look, each with the way to it. */
export function ErrorSummary({ fields, errors }: ErrorSummaryProps) {
  const wrong = fields.filter((field) => errors[field.name]);
  if (wrong.length === 0) return null;
  return (
    <Alert tone="danger" title={wrong.length === 1 ? "One field needs another look" : `${wrong.length} fields need another look`}>
      <ul className="grid gap-1">
        {wrong.map((field) => (
          <li key={field.name}>
            <a
              href={`#${fieldId(field.name)}`}
              className="text-link"
              onClick={(event) => {
                event.preventDefault();
                document.getElementById(fieldId(field.name))?.focus();
              }}
            >
              {errors[field.name]}
            </a>
          </li>
        ))}
      </ul>
    </Alert>
  );
}
