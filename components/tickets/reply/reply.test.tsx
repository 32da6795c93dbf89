import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { prerender } from "react-dom/static";
import { describe, expect, it } from "vitest";

import { rulesTexts } from "@/lib/files/rules";
import type { OutgoingFileView } from "@/lib/files/types";
import { textsOf } from "@/lib/i18n/texts";
import type { FileRules } from "@/lib/providers/forms/contract";
import { english, withTexts } from "@/tests/helpers/texts";

import { Collaborators } from "./collaborators";
import { ReopenToContinue } from "./reopen-to-continue";
import { ReplyForm, type ReplyFormProps } from "./reply-form";
import { ResendFiles } from "./resend-files";
import { ContinueHint, resultNote, TicketActions, unsettledText } from "./ticket-actions";

const swedish = textsOf("sv");
const never = () => new Promise<never>(() => undefined);

const drawn = (view: ReactNode, language: "en" | "sv") =>
  renderToStaticMarkup(withTexts(view, language));

/** With parts that are loaded when they are needed. */
async function drawnWhole(view: ReactNode, language: "en" | "sv"): Promise<string> {
  const { prelude } = await prerender(withTexts(view, language));
  return (await new Response(prelude).text()).replaceAll("<!-- -->", "");
}

const replyForm: ReplyFormProps = {
  userId: "user",
  userName: "Jane Example",
  ticketId: "ticket",
  providerName: "HostUp",
  providerUrl: null,
  formKey: "key",
  box: {
    connectionId: "connection",
    files: null,
    encrypts: true,
    standing: { draftKey: "reply:ticket", draft: null, files: [], asOf: 0 },
  },
  fileTexts: null,
  send: never,
};

describe("a reply", () => {
  it("is written in the reader's language", () => {
    const inEnglish = drawn(<ReplyForm {...replyForm} />, "en");
    expect(inEnglish).toContain(">Reply</label>");
    expect(inEnglish).toContain(
      "in your organization who sees this ticket can read it here; portal staff can’t.",
    );
    const inSwedish = drawn(<ReplyForm {...replyForm} continues />, "sv");
    expect(inSwedish).toContain('aria-label="Svara HostUp"');
    expect(inSwedish).toContain("När du skickar öppnas det igen hos HostUp");
    expect(inSwedish).toContain("Öppna igen och skicka");
  });

  it("names its files, their limits and what is wrong with them before a script runs", async () => {
    const rules: FileRules = { way: "pinned", most: 1, largest: 2_048, together: 2_048 };
    const files = ["one.txt", "two.txt"].map((filename): OutgoingFileView => {
      const file = { id: filename, filename, givenName: null, size: 9, mimeType: "text/plain" };
      return { ...file, state: "ready", reason: null };
    });
    const { box } = replyForm;
    const form = (
      <ReplyForm
        {...replyForm}
        box={{ ...box, files: rules, standing: { ...box.standing, files } }}
        fileTexts={rulesTexts(english, rules, files)}
      />
    );
    for (const markup of [drawn(form, "en"), await drawnWhole(form, "en")]) {
      expect(markup).toContain("One file of up to 2 KB.");
      expect(markup).toContain("one.txt");
      expect(markup).toContain("two.txt");
      expect(markup).toContain("You can attach only one file.");
    }
  });

  it("can be sent before a script runs, and says why it was not", () => {
    const problem = { code: "invalid" as const, message: "", fieldErrors: { message: "Empty." } };
    const markup = drawn(<ReplyForm {...replyForm} continues problem={problem} />, "en");
    expect(markup).toContain('action="/api/tickets/ticket/reply" method="post"');
    expect(markup).toContain('name="@viewer" value="user"');
    expect(markup).toContain('name="@form-key" value="key"');
    expect(markup).toContain('name="@continues" value="1"');
    expect(markup).not.toContain(' disabled=""');
    expect(markup).toContain("Empty.");
  });

  it("quotes why the provider did not accept it", async () => {
    const markup = await drawnWhole(
      <ReplyForm
        {...replyForm}
        returned={{
          formKey: "returned",
          values: { message: "Hello", encrypted: "" },
          message: "HostUp godkände inte alla fält.",
          words: "The message is too short.",
          fieldErrors: {},
        }}
      />,
      "sv",
    );
    expect(markup).toContain("HostUp avvisade svaret");
    expect(markup).toContain('HostUp svarar: <q lang="">The message is too short.</q>');
  });

  describe("that can no longer be sent", () => {
    const withheld = (
      text: string | null,
      files: ReplyFormProps["box"]["standing"]["files"] = [],
    ) => (
      <ReplyForm
        {...replyForm}
        providerName="Upsun"
        providerUrl="https://console.example/1"
        withheld
        box={{
          ...replyForm.box,
          encrypts: false,
          standing: {
            ...replyForm.box.standing,
            files,
            draft: text === null ? null : draftOf(text),
          },
        }}
      />
    );
    const draftOf = (message: string) => ({
      formKey: "draft",
      values: { message, encrypted: "" },
      version: 1,
      updatedAt: new Date(0),
    });

    it("stays with a way to the provider, and cannot be sent", async () => {
      const markup = await drawnWhole(withheld("Still down."), "en");
      expect(markup).toContain(">Still down.</textarea>");
      expect(markup).toContain("You can’t reply to Upsun from here right now");
      expect(markup).toContain('href="https://console.example/1"');
      expect(markup).toMatch(/<button[^>]* type="submit"[^>]* disabled=""/);
      const inSwedish = await drawnWhole(withheld("Still down."), "sv");
      expect(inSwedish).toContain("finns kvar här som utkast");
    });

    it("is not offered where nothing was written", () => {
      expect(drawn(withheld(null), "en")).toBe("");
    });
  });

  it("names files that the connection takes no more, and sends none", () => {
    const file = { id: "f", filename: "a.log", state: "ready" as const, size: 3 };
    const box = {
      ...replyForm.box,
      standing: { ...replyForm.box.standing, files: [file as never] },
    };
    const markup = drawn(<ReplyForm {...replyForm} box={box} />, "en");
    expect(markup).toContain("These won’t be sent:");
    expect(markup).toContain("a.log");
  });

  it("names the files that are sent again", () => {
    const one = <ResendFiles ticketId="t" files={["1"]} name="a.log" formKey="k" send={never} />;
    expect(drawn(one, "sv")).toContain('aria-label="Skicka igen: a.log"');
    const all = <ResendFiles ticketId="t" files={["1", "2"]} formKey="k" send={never} />;
    expect(drawn(all, "sv")).toContain("Skicka alla igen");
  });
});

describe("a ticket's buttons", () => {
  it("say what they do", () => {
    const markup = drawn(
      <TicketActions
        viewerId="user"
        ticketId="t"
        actions={["solve", "close", "reopen"]}
        continueBy="reopen"
        formKeys={{ close: "1", reopen: "2", solve: "3" }}
        act={never}
      />,
      "sv",
    );
    for (const label of ["Markera som löst", "Stäng ärende", "Öppna ärendet igen", "Fortsätt"])
      expect(markup).toContain(`>${label}</button>`);
  });

  it.each(["reopen-and-reply", "reopen", "new-ticket"] as const)(
    "explain what continuing by %s does",
    (continueBy) => {
      const hint = <ContinueHint continueBy={continueBy} providerName="Upsun" mayReopen />;
      expect(drawn(hint, "en")).toContain("“Continue”");
      expect(drawn(hint, "en")).toContain("“Reopen ticket” reopens it at once");
      expect(drawn(hint, "sv")).toContain("”Fortsätt”");
    },
  );

  it("lead to the provider where replies are written there", () => {
    const markup = drawn(
      <ReopenToContinue
        viewerId="user"
        ticketId="t"
        providerName="Upsun"
        providerUrl="https://console.upsun.com/"
        formKey="k"
        act={never}
      />,
      "sv",
    );
    expect(markup).toContain("Du kan bara svara hos Upsun.");
    expect(markup).toContain(">Öppna ärendet igen</button>");
  });
});

describe("what became of an action", () => {
  const reason = "HostUp has problems (error 503)";

  it("is said shortly, with its reason folded", () => {
    expect(resultNote(english, "close", { state: "sent", message: null })).toEqual({
      text: "The ticket is closed.",
      tone: "quiet",
    });
    expect(
      resultNote(english, "close", { state: "waiting", message: reason, words: "Down." }),
    ).toMatchObject({
      text: "Not sent yet.",
      details: `${reason}. We’ll keep trying. The status is shown on this page.`,
      words: "Down.",
    });
  });

  it("has a text where no reason is known", () => {
    const texts = ["", null].map((message) =>
      unsettledText(swedish, { state: "waiting", message }),
    );
    expect(texts).toEqual(
      Array(2).fill("Inte skickat än. Vi försöker igen. Statusen visas på den här sidan."),
    );
    expect(unsettledText(swedish, { state: "unknown", message: reason })).toBe(
      "Vi kontrollerar hos leverantören om ändringen gick igenom. Statusen visas på den här sidan.",
    );
  });
});

describe("collaborators", () => {
  const list = (ids: string[]) => (
    <Collaborators
      ticketId="t"
      ids={ids}
      people={[
        { id: "u1", name: "Kim" },
        { id: "u2", name: "Alex" },
      ]}
      providerName="Upsun"
      formKey="k"
      set={never}
    />
  );

  it("are shown by name, and chosen by it", () => {
    const markup = drawn(list(["u1"]), "en");
    expect(markup).toContain('aria-label="Remove Kim"');
    expect(markup).toContain('<option value="Alex">u2</option>');
    expect(markup).not.toContain('<option value="Kim"');
  });

  it("are named to be removed", () => {
    const markup = drawn(list(["someone"]), "sv");
    expect(markup).toContain('aria-label="Ta bort someone"');
    expect(markup).toContain('<code translate="no"');
  });

  it("may be none", () => {
    expect(drawn(list([]), "sv")).toContain("Inga medverkande än.");
  });
});
