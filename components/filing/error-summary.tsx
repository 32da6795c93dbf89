import { Alert } from "@/components/ui/alert";

import { fieldId } from "./element-ids";

interface ErrorSummaryProps {
  /** The fields on the page, in their order. */
  names: readonly string[];
  errors: Record<string, string>;
}

/** Every field that needs another look, each with the way to it. */
export function ErrorSummary({ names, errors }: ErrorSummaryProps) {
  const wrong = names.filter((name) => errors[name]);
  if (wrong.length === 0) return null;
  return (
    <Alert
      tone="danger"
      title={wrong.length === 1 ? "Check one field" : `Check ${wrong.length} fields`}
    >
      <ul className="grid gap-1">
        {wrong.map((name) => (
          <li key={name}>
            <a
              href={`#${fieldId(name)}`}
              className="text-link"
              onClick={(event) => {
                event.preventDefault();
                document.getElementById(fieldId(name))?.focus();
              }}
            >
              {errors[name]}
            </a>
          </li>
        ))}
      </ul>
    </Alert>
  );
}
