export const FILING_PROBLEMS_ID = "filing-problems";
export const FILING_DRAFT_ID = "filing-draft";

export const fieldId = (name: string): string => `field-${name}`;
export const secretsNoticeId = (name: string): string => `${fieldId(name)}-secrets`;
