import type { Random } from "../shared/random";
import type { TimelineCustomer } from "./people";

/** The endings of a person's first message in a ticket and of the later ones. */
interface Signature {
  first: string;
  later: string;
}

export function customerSignature(
  { name, title, telephone, email }: TimelineCustomer,
  organization: string,
  language: "sv" | "en",
  chance: Random,
): Signature {
  const short = firstName(name);
  const greeting = chance.pick(
    language === "sv" ? ["Mvh", "Hälsningar", "Tack på förhand!"] : ["Regards", "Thanks", "Best"],
  );
  const first = chance.weighted([
    [`${greeting}\n${name}\n${title[language]}, ${organization}\n${telephone} | ${email}`, 3],
    [`${greeting}\n\n--\n${name} | ${title[language]}\n${organization}\nTel ${telephone}`, 2],
    [`${greeting}\n${name}`, 3],
    [`/${short}`, language === "sv" ? 4 : 1],
    [short, 2],
  ]);
  return { first, later: chance.pick(language === "sv" ? [`/${short}`, short] : [short, ""]) };
}

export function staffSignature(
  name: string,
  provider: "hostup" | "upsun",
  language: "sv" | "en",
  chance: Random,
): Signature {
  const short = firstName(name);
  const house = provider === "hostup" ? "HostUp" : "Upsun Support";
  if (language === "sv")
    return {
      first: chance.pick([
        `Mvh\n${name}\n${house}`,
        `Vänliga hälsningar\n${name}, ${house}`,
        `/${short}`,
        `Hälsningar ${short}`,
      ]),
      later: chance.pick([`/${short}`, `Mvh ${short}`]),
    };
  return {
    first: chance.pick([
      `Best regards,\n${name}\n${house}`,
      `Kind regards,\n${short} | ${house}`,
      `Regards,\n${name}`,
      short,
    ]),
    later: chance.pick([short, `/${short}`, `Best, ${short}`]),
  };
}

function firstName(name: string): string {
  return name.split(" ")[0] ?? name;
}
