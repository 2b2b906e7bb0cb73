import { describe, expect, it } from "vitest";
import { bodyAsking, errorsIn, examples, keptOf, saidOf } from "./example-answers.ts";
import { formByTheDocuments, type Row } from "./form-by-the-documents.ts";
import { defaultHub } from "./hubs.ts";

const rows = (...kinds: readonly Row["is"][]) =>
  formByTheDocuments.filter(({ is }) => kinds.includes(is));
const typed = rows("text", "short", "date", "month", "postcode", "email", "telephone");
const longTexts = rows("text");
const shortTexts = rows("short");
const choices = rows("one");
const lists = rows("several");

/** Typed by somebody about a child: it may appear in no message. */
const canary = "Canary-Smith";

describe("an answer of the wrong type", () => {
  it.each(typed)("$id takes text, and says so of anything else", ({ id }) => {
    for (const value of [7, 0, true, { text: canary }, [canary], [[canary]], [null]])
      expect(saidOf(id, value), JSON.stringify(value)).toMatch(/ must be text$/);
  });

  it.each(choices)("$id takes one of its answers, and lists them for anything else", (row) => {
    const { id, values = [] } = row;
    for (const value of [
      7,
      true,
      {},
      [values[0]],
      canary,
      `${values[0]} `,
      "__proto__",
      "toString",
    ])
      expect(saidOf(id, value), JSON.stringify(value)).toMatch(
        new RegExp(`It is one of: .*${values[0]}`),
      );
    for (const value of values.filter((one) => keptAlone(id, one)))
      expect(keptOf(id, value)).toBe(value);
  });

  it.each(lists)("$id takes a list of its answers, and names them for anything else", (row) => {
    const { id, values = [] } = row;
    for (const value of [values[0], 7, { 0: values[0], length: 1 }])
      expect(saidOf(id, value), JSON.stringify(value)).toMatch(/It is a list of: /);
    for (const value of [[canary], [7], [null], [[values[0]]], [values[0], "toString"]])
      expect(saidOf(id, value), JSON.stringify(value)).toMatch(/It is one of: /);
  });

  it("a list is kept once each, in the form's order, however it was sent", () => {
    expect(keptOf("bestTimes", ["next-pm", "today-am", "next-pm"])).toEqual([
      "today-am",
      "next-pm",
    ]);
  });

  it("none stands alone, in both lists that have it", () => {
    for (const [id, other] of [
      ["harm", "evidence"],
      ["harm", "unsure"],
      ["unsafe", "flight"],
      ["unsafe", "unsure"],
    ] as const) {
      expect(saidOf(id, ["none", other])).toMatch(/what applies, or “None of these”, not both/);
      expect(keptOf(id, ["none"])).toEqual(["none"]);
      expect(keptOf(id, ["none", "none"])).toEqual(["none"]);
    }
  });

  it("a list of sixty thousand wrong ticks gets one message", () => {
    const said = saidOf(
      "harm",
      Array.from({ length: 60_000 }, () => canary),
    );
    expect(said?.length).toBeLessThan(500);
  });
});

/** Some answers open or close other questions, so that the example is no longer whole. */
const keptAlone = (id: string, value: string | undefined) =>
  !(
    (id === "age" && value === "unborn") ||
    (id === "consent" && value === "given") ||
    value === undefined
  );

describe("text is counted as a reader counts", () => {
  const family = "\u{1F468}\u200D\u{1F469}\u200D\u{1F467}";
  const accented = "e\u0301";

  it.each(longTexts)("$id takes 5,000 characters and no more", ({ id }) => {
    for (const one of ["a", accented, "\u00e9"]) {
      expect(keptOf(id, one.repeat(5000))).toBe(one.repeat(5000));
      expect(saidOf(id, one.repeat(5001))).toMatch(/ must be 5,000 characters or fewer/);
    }
  });

  it.each(longTexts)("$id takes 15,000 bytes and no more", ({ id }) => {
    expect(keptOf(id, "\u{1F642}".repeat(3750))).toBe("\u{1F642}".repeat(3750));
    expect(saidOf(id, "\u{1F642}".repeat(3751))).toMatch(/ 15,000 bytes or fewer$/);
    expect(keptOf(id, `a${"\u0301".repeat(7499)}`)).toHaveLength(7500);
    expect(saidOf(id, `a${"\u0301".repeat(7500)}`)).toMatch(/ 15,000 bytes or fewer$/);
  });

  it.each(shortTexts)("$id takes 200 characters and no more", ({ id }) => {
    for (const one of ["a", accented, family]) {
      expect(keptOf(id, one.repeat(200))).toBe(one.repeat(200));
      expect(saidOf(id, one.repeat(201))).toMatch(/ must be 200 characters or fewer$/);
    }
  });

  it("spaces around an answer do not count", () => {
    expect(keptOf("name", `${" ".repeat(300)}Sam${"\n".repeat(300)}`)).toBe("Sam");
  });
});

describe("text is kept as it was typed", () => {
  it("but for line ends, which are one kind", () => {
    expect(keptOf("seen", "one\r\ntwo\rthree\nfour\n\nfive")).toBe("one\ntwo\nthree\nfour\n\nfive");
  });

  it("and control characters, which nobody can see", () => {
    const controls = Array.from({ length: 32 }, (_, code) => String.fromCharCode(code))
      .filter((one) => !"\t\n\r".includes(one))
      .join("");
    expect(keptOf("seen", `a${controls}\u007f\u0085\u009f\ufeffb\tc`)).toBe("ab\tc");
  });

  it("a one-line answer is on one line, with single spaces", () => {
    expect(keptOf("name", "Sam\r\nJo\t  Example\u2028Smith")).toBe("Sam Jo Example Smith");
    expect(keptOf("name", "Sam \u0000 Example")).toBe("Sam Example");
  });

  it.each([
    ["right-to-left, with its marks", "\u202Bשלום عليكم\u202C a\u200Fb"],
    ["Welsh and combining marks", "Siân Ŵyn, n\u0303 and ñ"],
    ["emoji of several parts", "\u{1F469}\u{1F3FD}\u200D\u2695\uFE0F \u{1F3F4}\u{E0067}\u{E007F}"],
    ["quotes, mark-up and formulas", `<b>"it's"</b> & =1+1 \${x} \\n %0d%0a`],
  ])("%s", (_, text) => {
    expect(keptOf("seen", text)).toBe(text);
    expect(keptOf("name", text)).toBe(text);
  });

  it.each(typed)("$id refuses half a character, which cannot be stored", ({ id }) => {
    for (const half of ["\ud83d", "a\udc00b", "\udc00\ud800"])
      expect(saidOf(id, half)).toMatch(/ has a character that cannot be stored\. /);
  });

  it("what no reader can see is no answer", () => {
    for (const nothing of [
      "",
      " ",
      "\r\n\t",
      "\u0000",
      "\u200B\u200B",
      "\u2060 \uFEFF",
      "\u00AD",
    ]) {
      expect(saidOf("question", nothing)).toBe(saidOf("question", undefined));
      expect(keptOf("done", nothing)).toBeUndefined();
    }
  });
});

describe("a telephone number", () => {
  it.each([
    ...["07700 900 982", "07700900982", "01632 960 001", "(01632) 960 001", "01632-960-001"],
    ...["+44 1632 960 555", "+44 (0)1632 960001", "0044 1632 960 001", "+353 1 234 5678"],
    ...["01632 960 001 ext 12", "01632 960 001 ext. 12", "01632 960 001 x12", "01632960001#12"],
    ...["01632\u2011960\u2011001", "020 7946 0018"],
  ])("%s is taken as it was typed", (number) => {
    expect(keptOf("telephone", number)).toBe(number);
  });

  it("loses the invisible characters that a telephone's own address book copies along", () => {
    expect(keptOf("telephone", " \u202A+44 7700 900982\u202C\u200B ")).toBe("+44 7700 900982");
  });

  it.each([
    ...["999", "101", "12345", "ext 12", "07700", "0770090098299999999", "call 07700 900 982"],
    ...["01632 960 001\r\nBcc: x", "01632 960 001 or 002", "sam@school.example", "-", "()", "+"],
  ])("%j is refused, with an example", (number) => {
    expect(saidOf("telephone", number)).toMatch(/^Enter a telephone number, like 0/);
  });
});

describe("an email address", () => {
  const ofLength = (length: number) => {
    const domain = `@${"d".repeat(60)}.${"d".repeat(60)}.${"d".repeat(60)}.example`;
    return `${"a".repeat(length - domain.length)}${domain}`;
  };

  it.each([
    ...["sam@school.example", "o'neil+mash@sub.school.example", "S.Example@SCHOOL.EXAMPLE"],
    ...["a_b-c@x-y.co.uk", "1@2.example"],
  ])("%s is taken as it was typed", (address) => {
    expect(keptOf("email", address)).toBe(address);
  });

  it("may be 254 characters long and no longer", () => {
    expect(ofLength(254)).toHaveLength(254);
    expect(keptOf("email", ofLength(254))).toBe(ofLength(254));
    expect(saidOf("email", ofLength(255))).toMatch(/ must be 254 characters or fewer$/);
  });

  it("loses what is pasted along: spaces around it, and invisible characters", () => {
    expect(keptOf("email", " \u200Bsam@school.example\u2060\r\n")).toBe("sam@school.example");
  });

  it.each([
    ...["sam", "sam@", "@school.example", "sam@school", "sam@@school.example", "sam@.example"],
    ...["sam@school..example", ".sam@school.example", "sam.@school.example"],
    ...["sam@school.example\r\nevil", "sam@school.example\r\nBcc: x@y.example", "sam\n@a.example"],
    ...["sam @school.example", "a@b.example,c@d.example", "a@b.example c@d.example"],
    ...[
      "Sam <sam@school.example>",
      '"a b"@school.example',
      "sam@[127.0.0.1]",
      "mailto:a@b.example",
    ],
    ...["sam@müller.example", "s\u00e4m@school.example", "sam@school.example\u2028x"],
  ])("%j is refused, with an example", (address) => {
    expect(saidOf("email", address)).toMatch(/correct format, like name@example\.com$/);
  });
});

describe("a postcode", () => {
  it.each(["CB1 0AA", "cb10aa", " c b 1 0 a a ", "CB1-0AA", "(CB1 0AA)", "CB1\u00A00AA\u200B"])(
    "%j is kept as CB1 0AA",
    (typedCode) => expect(keptOf("childPostcode", typedCode)).toBe("CB1 0AA"),
  );

  it.each(["CB1", "CB1 0A", "1CB 0AA", "CB1 0AAA", "12345", "somewhere", "-"])(
    "%j is refused, with an example",
    (code) => expect(saidOf("childPostcode", code)).toMatch(/^Enter a full UK postcode, like /),
  );
});

describe("a date of birth", () => {
  it.each(["2024-02-29", "2000-02-29", "1900-01-01", "2026-11-23"])("may be %s", (date) => {
    expect(keptOf("childBirthDate", date)).toBe(date);
  });

  it.each([
    ...["2023-02-29", "1900-02-29", "2018-04-31", "2018-13-01", "2018-00-10", "2018-01-00"],
    ...["2018-5-4", "04/05/2018", "4 May 2018", "20180504", "2018-05-04T00:00:00Z", "2018-W18"],
    ...["+002018-05-04", "-2018-05-04", "２０１８-05-04", "2018-05"],
    ...["+102018-05-04", "-002018-05-04", "2018-05-04[u-ca=gregory]"],
  ])("is no real date as %j", (date) => {
    expect(saidOf("childBirthDate", date)).toMatch(/ must be a real date, like 2018-05-04$/);
  });

  it("is kept without the spaces that were typed in it", () => {
    expect(keptOf("childBirthDate", " 2018 - 05\u00A0-\t04 ")).toBe("2018-05-04");
  });

  it("is today or earlier, by the date it is in London", () => {
    expect(saidOf("childBirthDate", "2026-11-24")).toMatch(/ must be today or in the past$/);
    expect(saidOf("childBirthDate", "9999-12-31")).toMatch(/ must be today or in the past$/);
  });

  it("is not before 1900", () => {
    expect(saidOf("childBirthDate", "1899-12-31")).toMatch(/ must be in 1900 or later$/);
    expect(saidOf("childBirthDate", "0018-05-04")).toMatch(/ must be in 1900 or later$/);
  });
});

describe("the month in which a baby is due", () => {
  it.each(["2026-11", "2027-01", "2027-11", "2025-11"])("may be %s", (month) => {
    expect(keptOf("childDueMonth", month)).toBe(month);
  });

  it.each(["2027-13", "2027-00", "2027-1", "2027", "January", "2027-01-05"])(
    "is no real month as %j",
    (month) => expect(saidOf("childDueMonth", month)).toMatch(/ real month, like 2027-03$/),
  );

  it.each(["2027-13", "+102027-03", "-002027-03", "2027-03-01[u-ca=gregory]"])(
    "is no real month as %j at a hub whose form nobody has read yet",
    (month) => {
      const body = { ...bodyAsking("childDueMonth"), childDueMonth: month };
      expect(errorsIn(body, { hub: { ...defaultHub } })).toEqual([
        {
          field: "childDueMonth",
          message: "Month the baby is due must be a real month, like 2027-03",
        },
      ]);
    },
  );

  it.each(["2027-12", "2025-10", "0027-01"])(
    "is within a year of today, and so not %s",
    (month) => {
      expect(saidOf("childDueMonth", month)).toMatch(/ must be within a year of today$/);
    },
  );
});

describe("what is said of a wrong answer", () => {
  const long = "a".repeat(6000);
  const wrong = canary;

  it.each(formByTheDocuments.filter(({ must }) => must === "yes"))(
    "$id: empty, too long and wrong each have a message of their own",
    ({ id, is }) => {
      const said = [saidOf(id, undefined), saidOf(id, is === "several" ? [wrong] : { wrong })];
      if (is === "email" || is === "telephone") said.push(saidOf(id, wrong));
      if (["text", "short", "email", "telephone"].includes(is)) said.push(saidOf(id, long));
      expect(said).not.toContain(undefined);
      expect(new Set(said).size).toBe(said.length);
    },
  );

  it.each(formByTheDocuments)("$id: never begs, blames or repeats what was typed", ({ id }) => {
    const values = [undefined, canary, [canary], { canary }, `${canary}${long}`, `${canary}\ud800`];
    for (const value of values) {
      const said = saidOf(id, value) ?? "";
      expect(said).not.toMatch(/please|sorry|invalid|oops|required|expected|zod|undefined/i);
      expect(said).not.toContain(canary);
    }
  });
});

it("the examples are those of the API's documentation, and name nobody real", () => {
  expect(Object.values(examples).map(({ name }) => name)).toEqual(["Sam Example", "Alex Example"]);
});
