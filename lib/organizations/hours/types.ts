/** What was typed into the form of business hours and refused, by field. */
export interface TypedHours {
  values: Readonly<Partial<Record<string, string>>>;
  errors: Readonly<Partial<Record<string, string>>>;
}
