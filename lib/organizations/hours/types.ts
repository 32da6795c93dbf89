/** Values that the form of business hours refused, by field. */
export interface TypedHours {
  values: Readonly<Partial<Record<string, string>>>;
  errors: Readonly<Partial<Record<string, string>>>;
}
