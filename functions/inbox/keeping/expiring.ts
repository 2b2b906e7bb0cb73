import type { Consultation } from "../../../shared/domain/consultation.ts";
import type { Hub } from "../../../shared/domain/hub.ts";
import type { Instant } from "../../../shared/domain/instant.ts";
import { keptFrom, lastDayKept } from "../../../shared/domain/retention.ts";
import { loadConsultation, type Shelf } from "../../../shared/store/consultations.ts";
import { keptReferences } from "../../../shared/store/kept-references.ts";
import { UnreadableItem } from "../../../shared/store/tracker-item.ts";

/** More than anybody reads at once; the rest comes when these are gone. */
const mostRead = 500;
const atOnce = 25;

/** One consultation whose time is over soon. */
export type Expiring = Pick<Consultation, "reference" | "outcome" | "hold"> & {
  readonly from: Instant;
  /** London date: the last day on which it is kept, unless it is held. */
  readonly until: string;
};

/** What is kept no longer than to a day, the first to go first. */
export type ExpiringRead = {
  readonly expiring: readonly Expiring[];
  /** Those that cannot be read: they are named, never left out in silence. */
  readonly unreadable: readonly string[];
  readonly isPart: boolean;
};

const readOne = async (
  shelf: Pick<Shelf, "table">,
  hub: Hub,
  reference: string,
  date: string,
): Promise<Expiring | string | undefined> => {
  try {
    const consultation = await loadConsultation(shelf, reference);
    if (consultation === undefined || consultation.emptiedAt !== undefined) return undefined;
    const [from, until] = [keptFrom(consultation), lastDayKept(consultation, hub)];
    if (from === undefined || until === undefined || until > date) return undefined;
    const { outcome, hold } = consultation;
    return {
      reference,
      from,
      until,
      ...(outcome === undefined ? {} : { outcome }),
      ...(hold === undefined ? {} : { hold }),
    };
  } catch (thrown) {
    if (!(thrown instanceof UnreadableItem)) throw thrown;
    return reference;
  }
};

const byEnd = (one: Expiring, other: Expiring) =>
  one.until < other.until ? -1 : one.until > other.until ? 1 : 0;

/** What is kept no longer than to a London date. Each is read as it stands, for the index may be stale. */
export const readExpiring = async (
  shelf: Pick<Shelf, "table">,
  hub: Hub,
  date: string,
): Promise<ExpiringRead> => {
  const references: string[] = [];
  let isPart = false;
  for await (const some of keptReferences(shelf, hub, date)) {
    references.push(...some.slice(0, mostRead - references.length));
    isPart = references.length >= mostRead;
    if (isPart) break;
  }
  const read: Awaited<ReturnType<typeof readOne>>[] = [];
  for (let first = 0; first < references.length; first += atOnce)
    read.push(
      ...(await Promise.all(
        references.slice(first, first + atOnce).map((one) => readOne(shelf, hub, one, date)),
      )),
    );
  return {
    expiring: read.filter((one) => typeof one === "object").toSorted(byEnd),
    unreadable: read.filter((one) => typeof one === "string"),
    isPart,
  };
};
