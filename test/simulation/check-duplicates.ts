import type { Life } from "./life.ts";
import type { Left } from "./mailbox.ts";
import type { Wrong } from "./wrong.ts";

/**
 * Whether this letter was disturbed between its sending and its mark: its answer was lost, its sender
 * crashed, or a call of its sender failed afterwards and no mark was written (design.md, "One wake-up").
 */
const isExcused = ({ world }: Life, { invocation, isConfirmed, messageId }: Left): boolean => {
  if (!isConfirmed || invocation.ended === "crashed") return true;
  const sentBy = world.steps.find(
    ({ port, answer }) => port === "mailer" && answer.startsWith(`${messageId} `),
  );
  return invocation.disturbed.some((number) => number > (sentBy?.number ?? 0));
};

/** At most one letter of each key, and one more for each time that its sending or its mark was disturbed. */
export const duplicatesAmong = (life: Life, sent: readonly Left[]): readonly Wrong[] => {
  const byKey = Map.groupBy(
    sent,
    // A draft has no reference: what its letters are about is the link.
    ({ envelope: { reference, letterKey, content } }) =>
      `${reference ?? content.link.href} ${letterKey}`,
  );
  const wrong: Wrong[] = [];
  for (const [key, letters] of byKey) {
    // The last one needs no excuse: it is the one that is owed.
    const f = letters.slice(0, -1).filter((letter) => isExcused(life, letter)).length;
    if (letters.length > 1 + f)
      wrong.push({ is: "duplicate", what: `${key} was sent ${letters.length} times, f = ${f}` });
  }
  return wrong;
};

/** Of the life's own letters none too many, and of reminders that fall due at once only one. */
export const duplicatesIn = (life: Life): readonly Wrong[] => {
  const wrong = [...duplicatesAmong(life, life.sent)];
  const reminders = ["overdue", "still-overdue", "due-soon", "not-started"];
  const bySweep = Map.groupBy(
    life.sent.filter(({ envelope }) => reminders.includes(envelope.kind)),
    ({ invocation, envelope }) =>
      `${invocation.instance.name} ${invocation.began} ${envelope.reference} ${envelope.recipient}`,
  );
  for (const [sweep, letters] of bySweep)
    if (letters.length > 1)
      wrong.push({ is: "duplicate", what: `${letters.length} reminders at once: ${sweep}` });
  return wrong;
};
