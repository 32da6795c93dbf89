type Sender = "customer" | "staff" | "automation";
type ServiceType = "domain" | "hosting" | "vps" | "other";

/**
 * One support conversation. `{domain}`, `{vps}`, `{ip}`, `{customer}`, `{agent}`, `{plan}` and `{time}` are filled in
 * for each ticket made from it; `{agent}` is the same person throughout a ticket.
 */
export interface HostupScenario {
  department: string;
  service: ServiceType | null;
  subjects: readonly string[];
  opening: string;
  turns: readonly (readonly [Sender, string])[];
  /** A file that the customer sent along with the opening. */
  file?: { name: string; text?: string };
}
