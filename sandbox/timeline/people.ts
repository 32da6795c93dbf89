import { hostupAccounts, kvarnvikAccounts, upsunColleagues } from "../accounts";

export interface TimelineCustomer {
  email: string;
  name: string;
  title: { sv: string; en: string };
  telephone: string;
}

const named = ({ email, firstName, lastName }: (typeof upsunColleagues)[number]) => ({
  email,
  name: `${firstName} ${lastName}`,
});
const [sam, malin, jonas] = upsunColleagues;

/** Customers' people by account: the one who owns it, then the colleague. Telephone numbers are of no subscriber. */
export const timelineCustomers: Readonly<Record<string, readonly TimelineCustomer[]>> = {
  northwind: [
    {
      email: hostupAccounts.northwind.email,
      name: hostupAccounts.northwind.requesterName,
      title: { sv: "IT-ansvarig", en: "IT manager" },
      telephone: "+46 8 465 004 11",
    },
    {
      ...named(sam),
      title: { sv: "Systemutvecklare", en: "Developer" },
      telephone: "+46 8 465 004 17",
    },
  ],
  contoso: [
    {
      email: hostupAccounts.contoso.email,
      name: hostupAccounts.contoso.requesterName,
      title: { sv: "Driftchef", en: "Head of Operations" },
      telephone: "031-390 06 22",
    },
    {
      ...named(malin),
      title: { sv: "Drifttekniker", en: "Systems Engineer" },
      telephone: "031-390 06 35",
    },
  ],
  kvarnvik: [
    {
      email: kvarnvikAccounts.hostup.email,
      name: kvarnvikAccounts.hostup.requesterName,
      title: { sv: "E-handelschef", en: "E-commerce Manager" },
      telephone: "040-628 04 08",
    },
    {
      ...named(jonas),
      title: { sv: "Webbutvecklare", en: "Web Developer" },
      telephone: "040-628 04 52",
    },
  ],
};

/** The accounts that are no customer's whole are Northwind's, and its owner's alone. */
export function customersOf(account: string): readonly TimelineCustomer[] {
  return timelineCustomers[account] ?? timelineCustomers.northwind?.slice(0, 1) ?? [];
}

export function customerNamed(email: string): TimelineCustomer {
  const found = Object.values(timelineCustomers)
    .flat()
    .find((person) => person.email === email);
  if (found === undefined) throw new Error(`The timeline has no customer ${email}.`);
  return found;
}
