import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import { FilingFailure } from "./filing-failure";

function shown(message: string, more: string[] = []): string {
  const nothing = () => undefined;
  return renderToStaticMarkup(
    <FilingFailure
      failure={{ code: "provider_invalid", message, fieldErrors: {} }}
      otherMessages={more}
      title="HostUp did not accept this"
      instead={undefined}
      submissionId={undefined}
      disabled={false}
      onInstead={nothing}
      onStartOver={nothing}
    />,
  );
}

describe("a refused filing", () => {
  it("says once that it was refused, and then why", () => {
    const text = shown("HostUp did not accept this. It says: Department is closed.");
    expect(text.match(/did not accept this/g)).toHaveLength(1);
    expect(text).toContain("It says: Department is closed.");
  });

  it("keeps every other sentence", () => {
    expect(shown("HostUp is busy.", ["CC is too long."])).toMatch(
      /HostUp is busy\..*CC is too long\./,
    );
  });
});
