/** A query for the submission that a form has become; a rejected form, and one that was taken back, may be filled and sent again under its key. */
export function submittedForms(userId: string, formKey: string): string {
  return `SELECT 1 FROM submission WHERE submission.user_id = ${userId} AND submission.form_key = ${formKey} AND state NOT IN ('rejected', 'abandoned')`;
}
