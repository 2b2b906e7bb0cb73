import { duplicatesAmong } from "./check-duplicates.ts";
import { junkAt, junkReferences, lettersAbout } from "./flood.ts";
import { calmFrom, type Life } from "./life.ts";
import type { Wrong } from "./wrong.ts";

// Written from case.md: "in a flood (above 20 new requests a minute) one digest a minute, listing each
// reference and due time, is the new-request of all it covers".

const mostLate = 120;
const skew = 5;
const mostAlone = 20;

/** Each of those who came at once is told of in time, once, by a letter or by a digest. */
const notTold = (life: Life): readonly Wrong[] => {
  const { plan, allSent } = life;
  const { flood, received, until } = plan;
  if (flood === undefined) return [];
  const calm = calmFrom(life);
  return junkReferences(plan).flatMap((reference, place): readonly Wrong[] => {
    const isActNow = place < flood.actNow;
    const letters = lettersAbout(allSent, reference, isActNow).filter(
      ({ envelope }) => envelope.kind === "new-request" && envelope.reference === reference,
    );
    const latest = Math.max(junkAt(flood, received, place), calm) + mostLate + 2 * skew;
    const tooLate = (isActNow ? ["duty", "manager"] : ["duty"]).filter(
      (to) =>
        latest < until &&
        !letters.some(({ at, envelope }) => envelope.recipient === to && at <= latest),
    );
    return [
      ...tooLate.map(
        (to): Wrong => ({ is: "missed", what: `new-request of ${reference} to ${to}` }),
      ),
      ...duplicatesAmong(life, letters),
    ];
  });
};

/** By its own clock no copy of the sweep lets more than twenty a minute go by themselves. */
const tooManyAlone = ({ allSent }: Life): readonly Wrong[] => {
  const alone = allSent.filter(
    ({ envelope: { kind, recipient } }) => kind === "new-request" && recipient === "duty",
  );
  const byMinute = Map.groupBy(
    alone,
    ({ invocation, envelope }) => `${invocation.instance.name} ${envelope.sentAt.slice(0, 16)}`,
  );
  return [...byMinute].flatMap(([minute, letters]): readonly Wrong[] =>
    new Set(letters.map(({ envelope }) => envelope.reference)).size > mostAlone
      ? [
          {
            is: "duplicate",
            what: `${letters.length} new-request letters in one minute: ${minute}`,
          },
        ]
      : [],
  );
};

/** Of the same minute there is one digest, and it says the same whenever it goes. */
const digestsOfOneMinute = ({ allSent }: Life): readonly Wrong[] => {
  const digests = allSent.filter(({ envelope: { kind } }) => kind === "digest");
  const byKey = Map.groupBy(digests, ({ envelope: { letterKey } }) => letterKey);
  return [...byKey].flatMap(([key, letters]): readonly Wrong[] =>
    new Set(letters.map(({ envelope }) => JSON.stringify(envelope.content))).size > 1
      ? [{ is: "odd", what: `${key} said two things` }]
      : [],
  );
};

/** What goes wrong when many come at once. */
export const floodWrong = (life: Life): readonly Wrong[] => [
  ...notTold(life),
  ...tooManyAlone(life),
  ...digestsOfOneMinute(life),
];
