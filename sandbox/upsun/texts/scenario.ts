/**
 * The opening of one ticket; what follows is written in Zendesk and never seen through the API. `{project}`, `{host}`,
 * `{region}`, `{branch}`, `{customer}` and `{time}` are filled in.
 */
export interface UpsunScenario {
  category: string;
  type: "problem" | "task" | "incident" | "question";
  issue: string;
  subjects: readonly string[];
  description: string;
}
