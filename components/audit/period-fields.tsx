import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { useTexts } from "#texts";

/** First and last day of a GET form. */
export function PeriodFields({ since, until }: { since?: string; until?: string }) {
  const t = useTexts();
  const days = { since, until };
  return (["since", "until"] as const).map((name) => (
    <Field key={name} id={`filter-${name}`} label={t(`filters.${name}`)}>
      {(control) => (
        <Input {...control} key={days[name]} type="date" name={name} defaultValue={days[name]} />
      )}
    </Field>
  ));
}
