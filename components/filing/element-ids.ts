export const FILING_PROBLEMS_ID = "filing-problems";
export const FILING_FOOTER_ID = "filing-footer";

export const fieldId = (name: string): string => `field-${name}`;
export const secretsNoticeId = (name: string): string => `${fieldId(name)}-secrets`;

/** Focuses a field, also one that is folded. */
export function focusField(id: string): void {
  const field = document.getElementById(id);
  const folded = field?.closest("details");
  if (folded) folded.open = true;
  field?.focus();
}
