/** Excludes submissions that can be edited and sent again. */
export function submittedForms(userId: string, formKey: string): string {
  return `SELECT 1
            FROM submission
           WHERE submission.user_id = ${userId}
             AND submission.form_key = ${formKey}
             AND state NOT IN ('rejected', 'abandoned')`;
}
