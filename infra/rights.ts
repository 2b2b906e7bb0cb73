import type { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { ConsultationTable } from "./constructs/consultation-table.ts";
import type { Mail } from "./constructs/mail.ts";
import type { SealingKeys } from "./constructs/sealing-keys.ts";
import type { SignInSecret } from "./constructs/sign-in-secret.ts";
import type { Trail } from "./constructs/trail.ts";

type Shared = {
  readonly table: ConsultationTable;
  readonly keys: SealingKeys;
  readonly trail: Trail;
  readonly mail: Mail;
  readonly signInSecret: SignInSecret;
};

/**
 * What each function may do, and what it may never do whatever else is granted: by kind of item, by index
 * and by what a key is used for. A right that is not written here is one too many.
 */
export const rightsOf = ({ table, keys, trail, mail, signInSecret }: Shared) =>
  ({
    request: [
      table.may(["GetItem", "PutItem", "UpdateItem"], ["consultation", "draft", "code"]),
      table.may(["GetItem"], ["advice", "house"]),
      table.may(["PutItem"], ["words"]),
      table.mayNever(["audit", "session", "unfinished"]),
      table.throughItsKey(),
      keys.maySeal(["words", "address", "draft"]),
      keys.mayOpen(["address", "advice", "draft"]),
      keys.mayHashChildren(),
      keys.mayMarkCanaries(),
      trail.mayAppend(),
    ],
    inbox: [
      table.mayQuery("list"),
      table.mayQuery("child"),
      // What is deleted soon, for managers and auditors.
      table.mayQuery("wake"),
      table.may(
        ["GetItem", "PutItem"],
        ["consultation", "words", "advice", "session", "unfinished"],
      ),
      table.may(["GetItem", "PutItem"], ["audit"]),
      // Who saw and changed one consultation, for auditors; of one person the index knows the keys.
      table.mayList(["audit"]),
      table.may(["GetItem"], ["house"]),
      table.mayNeverAlter(["audit", "words", "advice"]),
      table.throughItsKey(),
      keys.maySeal(["words", "advice", "address", "unfinished"]),
      keys.mayOpen(["words", "address", "advice", "unfinished"]),
      // Consultations that staff enter from a telephone call are found by child too.
      keys.mayHashChildren(),
      signInSecret.mayRead(),
      trail.mayAppend(),
    ],
    letters: [
      table.mayQuery("wake"),
      table.may(["GetItem", "PutItem"], ["consultation", "house"]),
      // Drafts that owe a letter: their address and their code, never what was typed; and counts of receipts.
      table.may(["GetItem", "PutItem"], ["code", "digest"]),
      table.mayNever(["words", "advice", "audit", "draft", "unfinished", "session"]),
      table.throughItsKey(),
      keys.mayOpen(["address"]),
      keys.mayNeverOpenExcept(["address"]),
      trail.mayAppend(),
      mail.maySend(),
    ],
    delivery: [
      table.may(["GetItem", "PutItem"], ["consultation", "digest"]),
      table.may(["GetItem"], ["house"]),
      table.mayNever(["words", "advice", "audit", "draft", "unfinished", "session", "code"]),
      table.throughItsKey(),
      keys.mayNeverBeUsed(),
      trail.mayAppend(),
    ],
    upkeep: [
      table.mayQuery("list"),
      // What is kept, and how long already.
      table.mayQuery("wake"),
      table.may(["GetItem", "PutItem"], ["consultation", "house"]),
      // Words whose time is over are put away unread.
      table.may(["PutItem"], ["words", "advice"]),
      table.mayOnlyPut(["words", "advice"]),
      table.mayNever(["audit", "draft", "unfinished", "session", "code"]),
      table.throughItsKey(),
      keys.mayNeverBeUsed(),
      trail.mayAppend(),
    ],
    canary: [
      table.may(["GetItem", "PutItem"], ["consultation", "house"]),
      table.mayNever(["words", "advice", "audit", "draft", "unfinished", "session", "code"]),
      table.throughItsKey(),
      keys.mayNeverBeUsed(),
      keys.mayMarkCanaries(),
      trail.mayAppend(),
    ],
  }) satisfies Readonly<Record<string, readonly PolicyStatement[]>>;
