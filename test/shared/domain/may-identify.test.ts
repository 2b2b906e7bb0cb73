import * as fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { mayIdentify } from "../../../shared/domain/may-identify.ts";
import { questions } from "../../../shared/domain/questions.ts";

const today = "2026-11-23";

const foundIn = (text: string, field = "seen", named = "not-named", on = today) =>
  mayIdentify({ named, [field]: text }, questions, on).map(({ is, found }) => `${is}: ${found}`);

describe("where the child shall not be named, a warning points at", () => {
  it.each([
    ["I saw Tommy with a bruise.", ["name: Tommy"]],
    ["The mother of Tommy Smith-Jones came late.", ["name: Tommy Smith-Jones"]],
    ["We asked Mr Kowalski about it.", ["name: Mr Kowalski"]],
    ["His sister is called Zoë.", ["name: Zoë"]],
    ["Then I asked about Siân’s arm.", ["name: Siân"]],
    ["There I met D’souza.", ["name: D’souza"]],
    ["I saw Tommy. She was cross.", ["name: Tommy"]],
    ["It was Tommy's Aunt who came.", ["name: Tommy"]],
    ["It was Tommy's Anna who came.", ["name: Tommy"]],
    ["Her Mum Anna came, and then Nan.", ["name: Anna"]],
    ["The lead of Anna Police came.", ["name: Anna"]],
    ["It was Anna  Smith.", ["name: Anna"]],
    ["She and John McDonald came.", ["name: John McDonald"]],
    ["Then Zoe\u0308 came.", ["name: Zoe\u0308"]],
    ["Tommy Smith came late.", ["name: Smith"]],
    ["Mrs O’Brien came late.", ["name: Mrs O’Brien"]],
    ["I rang Dr. Anna Maria Lopez about it.", ["name: Dr. Anna Maria Lopez"]],
    ["Miss Mum and Miss Lopez came.", ["name: Miss Lopez"]],
    ["I saw Mr, Mrs Lopez.", ["name: Mrs Lopez"]],
    ["A boy, born 04/05/2018, has marks.", ["birth-date: 04/05/2018"]],
    ["DOB 4.5.18", ["birth-date: 4.5.18"]],
    ["She was born on 4th May 2018.", ["birth-date: 4th May 2018"]],
    ["Born on the 4th of May 2018.", ["birth-date: 4th of May 2018"]],
    ["Born 2018-05-04.", ["birth-date: 2018-05-04"]],
    ["A baby, dob 14/3/26, has marks.", ["birth-date: 14/3/26"]],
    ["The baby was born on 2 May 2026.", ["birth-date: 2 May 2026"]],
    ["They live at CB1 0AA now.", ["postcode: CB1 0AA"]],
    ["they live at cb10aa now", ["postcode: cb10aa"]],
    ["He is in Year 4 at Milton Road Primary.", ["school-year: Milton Road Primary, Year 4"]],
    [
      "the only boy in reception at St. Luke's School",
      ["school-year: St. Luke's School, reception"],
    ],
  ])("%j", (text, found) => expect(foundIn(text)).toEqual(found));

  it.each(["Mr", "Mrs", "Ms", "Miss", "Dr", "mr", "dr"])(
    "whoever comes after %s, also where a sentence begins",
    (title) => {
      expect(foundIn(`I met ${title} Lopez.`)).toEqual(
        title === title.toLowerCase() ? ["name: Lopez"] : [`name: ${title} Lopez`],
      );
    },
  );

  it.each([
    ...["1/1/2018", "01/01/2018", "31.12.18", "29-02-2012", "10/10/2010", "9.9.09", "20/11/2019"],
    ...[
      "12/12/2012",
      "30/06/2025",
      "1 January 2018",
      "31 Dec 12",
      "2nd Feb 2018",
      "3rd  mar. 2018",
    ],
    ...["22 APRIL 2018", "5 May, 2018", "6 june 2018", "17 Jul 2018", "08 August 2018"],
    ...["9 Sept. 2018", "10 Oct 2018", "11th november 2018", "30\nMarch\n2018"],
    ...["2018-01-01", "2018-12-31", "2018-10-10", "2018-09-29", "2025-11-30", "2001-03-20"],
  ])("a day on which somebody may be born: %j", (date) => {
    expect(foundIn(`it was ${date}, they said`)).toEqual([`birth-date: ${date}`]);
    expect(foundIn(`(${date})`)).toEqual([`birth-date: ${date}`]);
  });

  it("a day of an earlier year, of a child or a young person: 25 years back, by London's date", () => {
    expect(foundIn("on 31/12/2025")).toHaveLength(1);
    expect(foundIn("on 1/1/2026")).toEqual([]);
    expect(foundIn("on 1/1/2026", "seen", "not-named", "2027-01-01")).toHaveLength(1);
    expect(foundIn("on 1/1/2001")).toHaveLength(1);
    expect(foundIn("on 31/12/2000")).toEqual([]);
  });

  it("a year of two digits as one that has been, not as one to come", () => {
    expect(foundIn("on 4.5.25")).toHaveLength(1);
    expect(foundIn("on 4.5.26")).toEqual([]);
    expect(foundIn("on 4.5.27")).toEqual([]);
    const then = "2015-06-01";
    expect(foundIn("on 4.5.99", "seen", "not-named", then)).toHaveLength(1);
    expect(foundIn("on 4.5.89", "seen", "not-named", then)).toEqual([]);
    expect(foundIn("on 4.5.15", "seen", "not-named", then)).toEqual([]);
    expect(foundIn("on 4.5.16", "seen", "not-named", then)).toEqual([]);
  });

  describe("a day of this year, where it is said that somebody was born on it,", () => {
    const birthDatesIn = (text: string) =>
      foundIn(text).filter((found) => found.startsWith("birth-date"));

    it.each([
      ...["DOB", "dob:", "d.o.b. ", "D.O.B", "D.O.B.:", "do.b", "born", "Born on", "born on the"],
      ...["birth", "date of birth:", "date of birth is", "birthday -", "birthdate was the"],
    ])("%s", (words) => {
      expect(birthDatesIn(`${words} 14.3.26`)).toEqual(["birth-date: 14.3.26"]);
      expect(birthDatesIn(`${"They say so. ".repeat(9)} ${words} 14/3/2026`)).toHaveLength(1);
      expect(birthDatesIn(`It was 3/3/2026. ${words} 14.3.26, ${"they say ".repeat(9)}`)).toEqual([
        "birth-date: 14.3.26",
      ]);
    });

    it.each([
      ...[
        "the newborn",
        "stubborn",
        "bor",
        "bob",
        "dab",
        "seen",
        "on",
        "born in hospital, then on",
      ],
      ...["born, seen at home on", "dob - - -", "his birth was hard and"],
    ])("and not after %s", (words) => {
      expect(birthDatesIn(`${words} 14/3/2026`)).toEqual([]);
    });

    it("and not where that is said after it, or of a year to come", () => {
      expect(birthDatesIn("on 14/3/2026 the baby was born")).toEqual([]);
      expect(birthDatesIn("born 14/3/2027")).toEqual([]);
      expect(birthDatesIn("born 14.3.27")).toEqual([]);
    });
  });

  it.each([
    ...["Milton Road Primary", "Milton Infant", "Milton Junior", "Milton Secondary", "Milton High"],
    ...["King’s Grammar", "St. Luke's School", "Saint-Luke Academy", "Parkside College"],
    ...["Sunny Days Nursery", "Little Owls Preschool", "Little Owls Pre-school"],
  ])("a school together with a year group: %s", (school) => {
    expect(foundIn(`he goes to ${school} and is in year 4`)).toEqual([
      `school-year: ${school}, year 4`,
    ]);
    expect(foundIn(`he goes to ${school}`).filter((found) => found.includes("year"))).toEqual([]);
  });

  it.each([
    "Year 1",
    "year 9",
    "year 10",
    "YEAR 13",
    "year4",
    "Y1",
    "y9",
    "Y10",
    "y13",
    "reception",
  ])("a year group together with a school: %s", (year) => {
    expect(foundIn(`the boy at Milton Primary (${year})`)).toEqual([
      `school-year: Milton Primary, ${year}`,
    ]);
  });

  it.each([
    ...["seen", "said", "reported", "opinion", "done", "question", "keepFromFamily"],
    "communicationNeed",
  ])("what is said about the child and the family, in %s", (field) => {
    expect(mayIdentify({ named: "not-named", [field]: "I saw Tommy." }, questions, today)).toEqual([
      { field, is: "name", found: "Tommy" },
    ]);
  });

  it("only the first of each kind in an answer: one is enough to look again", () => {
    expect(foundIn("I saw Tommy and then Anna near CB1 0AA and CB2 1TN.")).toEqual([
      "name: Tommy",
      "postcode: CB1 0AA",
    ]);
  });
});

describe("and at nothing", () => {
  it.each([
    "The child came in with a bruise. Mum said that it was the dog.",
    "On Monday Dad and Nan came. In March it was the same.",
    "She is in Year 4 and behind in English and Maths.",
    'He told me: "Mummy was cross". Nobody saw it.',
    "A CAMHS referral was made; the GP and the SENCO know.",
    "It happened on 12/11/2026 and again on 20 November 2026.",
    "I am worried. We rang twice.\nThen we waited.\n- No answer",
    "They speak Polish at home.",
    "The SENCo, the GPs and the EHCPs say so. He had the iPad.",
    " Tommy came.",
    "Tommy came. Anna came! Was it? Anna came. Note: Anna came; Anna came late.",
    "Anna came.\r\nAnna left.\n  Anna came back.\n• Anna left again",
    '“Anna” she said, ‘Anna’ he said, (Anna) and "Anna" – Anna it was - Anna again • Anna',
    "It happened on 0/05/2018, 32/05/2018, 04/13/2018, 04/00/2018, 104/05/2018, 04/05/201.",
    "It was 04 05 2018 or 2018-13-04 or 2018-00-04 or 2018-04-32 or 2018-04-00 or 12018-04-04.",
    "It was 4 times 2018, 0 may 2018, 32 may 2018, 4 mai 2018, 4 may 201, 4th-may-2018, 14may 2018.",
    "He is in year 14, year 0, y14 or years 4 at the primary school.",
    "Their house is cold. 3 rooms, 5 people.",
    "What should I do?",
    "",
  ])("%j", (text) => expect(foundIn(text)).toEqual([]));

  it("where the child is named, or in what is asked about adults", () => {
    expect(foundIn("I saw Tommy.", "seen", "named")).toEqual([]);
    for (const field of ["name", "role", "organisation", "secondContact", "timesNote"])
      expect(foundIn("I saw Tommy at CB1 0AA.", field)).toEqual([]);
  });
});

/** Written with a capital in the middle of a sentence, and still nobody's name. */
const ordinary = {
  "days, months and feasts":
    "Mon Tue Tues Wed Thu Thurs Fri Sat Sun Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December Christmas Easter Ramadan Eid",
  family:
    "Mum Mummy Mam Mom Mother Dad Daddy Father Nan Nana Nanny Gran Grandma Granny Grandad Grandpa Auntie Aunt Uncle Stepdad Stepmum Child Baby",
  titles: "Mr Mrs Ms Miss Dr Sir",
  "school and services":
    "Reception Year Key Stage School Primary Academy College Nursery Early Help Social Care Worker Police Health Visitor Children Safeguarding Designated Lead Deputy Head Teacher Headteacher English Maths",
  "languages, peoples and faiths":
    "Welsh Polish Romanian Portuguese Lithuanian Bengali Punjabi Urdu British Muslim Christian Jewish Hindu Sikh God Lord",
  "what people use": "Facebook Instagram Snapchat WhatsApp TikTok YouTube Google Teams",
  "short words": "Ok Okay",
};

describe.each(Object.entries(ordinary))("no name is taken from %s", (_, words) => {
  it.each(words.split(" "))("%s, however it is written", (word) => {
    expect(foundIn(`then ${word} came, and ${word}’s came, and ${word}'s came`)).toEqual([]);
    const lower = `${word.charAt(0)}${word.slice(1).toLowerCase()}`;
    expect(foundIn(`then ${lower} came`)).toEqual([]);
  });
});

it("what is no free text is not looked at, whatever it holds", () => {
  const others = questions.filter(({ kind }) => kind.type !== "text" && kind.type !== "short");
  expect(others.length).toBeGreaterThan(10);
  for (const { id } of others.filter(({ id }) => id !== "named"))
    expect(foundIn("I saw Tommy at CB1 0AA.", id), id).toEqual([]);
});

test("no text, however odd, is too much for it", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 5000, unit: "grapheme" }), (text) => {
      for (const { found } of mayIdentify({ named: "not-named", seen: text }, questions, today))
        expect(found.length).toBeGreaterThan(0);
    }),
    { numRuns: 100 },
  );
  foundIn("Aa ".repeat(1666));
  foundIn("A".repeat(5000));
  foundIn("A’".repeat(2500));
});
