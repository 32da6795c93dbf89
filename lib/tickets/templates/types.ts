export interface TemplateSummary {
  id: string;
  name: string;
  providerName: string;
}

export interface FilingTemplate {
  id: string;
  name: string;
  /** By field. */
  values: Record<string, string>;
}
