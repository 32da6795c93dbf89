import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import type { FilingProblem } from "@/lib/connections/types";
import { english, withTexts } from "@/tests/helpers/texts";

import type { FilingAccountChoice } from "./account-picker";
import { NewTicketView } from "./new-ticket-view";

const account = (label: string, problem: FilingProblem | null): FilingAccountChoice => ({
  connectionId: label,
  label,
  organizationName: "Acme",
  providerId: "hostup",
  providerName: "HostUp",
  problem,
});

const TICKET = { id: "01ARZ3NDEKTSV4RRFFQ69G5FAV", number: "17", subject: "Site down" };

function drawn(accounts: FilingAccountChoice[], followUpOf?: FilingAccountChoice): string {
  return renderToStaticMarkup(
    withTexts(
      <NewTicketView
        accounts={accounts}
        chosen={undefined}
        refused={followUpOf}
        continues={followUpOf ? TICKET : null}
        mayConnect
      >
        {null}
      </NewTicketView>,
    ),
  );
}

describe("a form for a new ticket that no account can file", () => {
  it("names all accounts, with a refused key and with one that can’t file", () => {
    expect(drawn([account("Main", "needsKey"), account("Shop", "mayNotFile")])).toContain(
      "HostUp · Main and HostUp · Shop need keys that can file tickets.",
    );
  });

  it("names only the account of a follow-up, not healthy ones or others that can’t file", () => {
    const own = account("Main", "mayNotFile");
    const markup = drawn([own, account("Healthy", null), account("Other", "needsKey")], own);
    expect(markup).toContain("HostUp · Main needs a key that can file tickets.");
    expect(markup).not.toContain("Healthy");
    expect(markup).not.toContain("Other");
    expect(markup).not.toContain(english("newTicket.noAccount"));
  });

  it("names no account where the one of a follow-up is disconnected", () => {
    const markup = renderToStaticMarkup(
      withTexts(
        <NewTicketView
          accounts={[account("Healthy", null)]}
          chosen={undefined}
          continues={TICKET}
          mayConnect
        >
          {null}
        </NewTicketView>,
      ),
    );
    expect(markup).toContain(english("newTicket.followUpHint"));
    expect(markup).not.toContain("Healthy");
  });
});
