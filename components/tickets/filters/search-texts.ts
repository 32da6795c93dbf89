/** The texts of the search box and its completion: the browser renders no other filter. */
export const SEARCH_TEXTS = [
  "filters.search",
  "filters.turn",
  "filters.status",
  "filters.provider",
  "filters.priority",
  "filters.service",
  "filters.since",
  "filters.until",
  "filters.words",
] as const;
