import type { Left } from "./mailbox.ts";
import { answersOf } from "./sample.ts";
import type { Scene } from "./scene.ts";

/** As the letter reads, whatever its lines were broken into. */
const textOf = ({ raw }: Pick<Left, "raw">): string =>
  raw.toString("latin1").replaceAll("=\r\n", "");

/** What stands in it for a person: where its link goes, and the code. */
export const linkIn = ({ envelope }: Left): string => envelope.content.link.href;
export const codeIn = (letter: Left): string | undefined =>
  /Your code is (\d{6})/.exec(textOf(letter))?.[1];

/** What a letter that was asked for is about: the consultation, or the link to the draft. */
export const aboutOf = (letter: Left): string => letter.envelope.reference ?? linkIn(letter);

/** Looks into the practitioner's mailbox until such a letter came, so many seconds at most. */
export const waitForLetter = async (
  { world, sent, plan }: Scene,
  isIt: (letter: Left) => boolean,
  mostSeconds: number,
): Promise<Left | undefined> => {
  const own = answersOf(plan)["email"];
  for (const until = world.now() + mostSeconds; ; await world.sleep(20)) {
    const found = sent.findLast((letter) => letter.envelope.to === own && isIt(letter));
    if (found !== undefined || world.now() >= until) return found;
  }
};
