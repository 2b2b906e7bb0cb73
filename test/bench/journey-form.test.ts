import { describe, expect, it } from "vitest";
import { fillForm, startLink } from "./journey-form.ts";

const page = (inside: string, outside = "") =>
  `<body>${outside}<main><form class="x" action="/harm" method="post">${inside}</form></main></body>`;

describe("the bench's visitor", () => {
  it("sends hidden fields as they stand in the page, whatever hides there", () => {
    const html = page('<input type="hidden" name="_csrf" value="a&#x3D;&amp;&quot;b"/>');

    expect(fillForm(html, {})?.fields).toEqual([["_csrf", 'a=&"b']]);
  });

  it("fills in each framework's own names for the same question", () => {
    const answers = { harm: ["unsure", "evidence"], childBirthDate: "2018-05-04" };
    const ticks = (name: string) =>
      page(
        `<input type="checkbox" name="${name}" value="none"><input type="checkbox" name="${name}">`,
      );

    expect(fillForm(ticks("harm"), answers)?.fields).toEqual([
      ["harm", "unsure"],
      ["harm", "evidence"],
    ]);
    expect(fillForm(ticks("harm[]"), answers)?.fields).toEqual([
      ["harm[]", "unsure"],
      ["harm[]", "evidence"],
    ]);
    for (const [day, month, year] of [
      ["childBirthDate-day", "childBirthDate-month", "childBirthDate-year"],
      ["childBirthDate__day", "childBirthDate__month", "childBirthDate__year"],
      ["childBirthDate[dd]", "childBirthDate[mm]", "childBirthDate[yyyy]"],
    ] as const)
      expect(
        fillForm(page([day, month, year].map((name) => `<input name="${name}">`).join("")), answers)
          ?.fields,
      ).toEqual([
        [day, "4"],
        [month, "5"],
        [year, "2018"],
      ]);
  });

  it("sends an empty box, and no dot that it did not pick", () => {
    const html = page(
      '<textarea name="said"></textarea><input type="radio" name="told" value="no">',
    );

    expect(fillForm(html, {})?.fields).toEqual([["said", ""]]);
  });

  it("presses the first button only, and no form outside of the page's own", () => {
    const other = '<form method="post" action="/leave"><button name="leave">Leave</button></form>';
    const html = page('<button>Continue</button><button name="later">Later</button>', other);
    const named = page('<button name="action" value="send">Send</button>');

    expect(fillForm(html, {})).toEqual({ action: "/harm", fields: [] });
    expect(fillForm(named, {})?.fields).toEqual([["action", "send"]]);
  });

  it("goes on by the start button where there is no form", () => {
    const html =
      '<main><a href="/a" class="govuk-link">a</a><a href="/b" class="govuk-button x">b</a>';

    expect(fillForm(html, {})).toBeUndefined();
    expect(startLink(html)).toBe("/b");
    expect(startLink("<main></main>")).toBeUndefined();
  });
});
