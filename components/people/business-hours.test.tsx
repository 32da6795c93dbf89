import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";

import { withTexts } from "@/tests/helpers/texts";

import { BusinessHours } from "./business-hours";

const week = { monday: "08:00–17:00", tuesday: "", wednesday: "", thursday: "", friday: "" };
const hours = {
  ...{ week: { ...week, saturday: "", sunday: "" }, text: "Mon 08:00–17:00" },
  ...{ timeZone: "UTC", holidays: [] },
};

it("keeps refused values in the open form, each fault described at its field", () => {
  const typed = {
    values: { ...hours.week, monday: "9-17", friday: "10:00–12:00", timeZone: "UTC", holidays: "" },
    errors: { monday: "Enter the day’s hours." },
  };
  const drawn = (refused: typeof typed | null) =>
    renderToStaticMarkup(
      withTexts(
        <BusinessHours
          {...{ organizationId: "org", viewerId: "jane", mayChange: true, hours }}
          locale={{ language: "en", timeZone: "UTC" }}
          typed={refused}
        />,
      ),
    );
  const html = drawn(typed);
  expect(html).toMatch(/<details open/);
  expect(html).toMatch(/name="monday"[^>]*value="9-17"/);
  expect(html).toMatch(/name="friday"[^>]*value="10:00–12:00"/);
  expect(html).toMatch(/aria-invalid="true" aria-describedby="hours-monday-error"/);
  expect(html).toMatch(/id="hours-monday-error"[^>]*>Enter the day’s hours\./);
  expect(html.match(/ aria-invalid="/g)).toHaveLength(1);
  expect(html.match(/ autofocus=/gi)).toHaveLength(1);
  expect(drawn(null)).not.toMatch(/<details open| autofocus=/i);
});
