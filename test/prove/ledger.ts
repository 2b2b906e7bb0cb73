import * as z from "zod";

/** What the service said when it acknowledged a request. */
const acknowledgement = z.object({
  reference: z.string(),
  receivedAt: z.string(),
  dueAt: z.string(),
});

/** One request as its sender knows it: what was sent, and what came back, if anything did. */
export type SentRequest = {
  /** The API's Idempotency-Key; the form has a draft in its stead. */
  readonly key?: string;
  /** Stands in the answers of this request and of no other. */
  readonly question: string;
  acknowledged?: {
    readonly reference: string;
    readonly receivedAt?: string;
    readonly dueAt?: string;
  };
};

/** One act of one worker: what its history entry is called, tried and perhaps acknowledged. */
type TriedAct = { readonly reference: string; readonly act: string; acknowledged: boolean };

/** Everything that the service has been asked and has acknowledged, kept outside it. */
export const openLedger = () => {
  const requests: SentRequest[] = [];
  const acts: TriedAct[] = [];
  /** Answers that a healthy service would not have given, each once: what and how often. */
  const odd = new Map<string, number>();
  return {
    requests,
    acts,
    odd,
    acknowledged: () =>
      requests.flatMap(({ acknowledged, ...sent }) =>
        acknowledged === undefined ? [] : [{ ...sent, acknowledged }],
      ),
    tried: (reference: string, act: string): TriedAct => {
      const tried = { reference, act, acknowledged: false };
      acts.push(tried);
      return tried;
    },
    acknowledge: (request: SentRequest, json: unknown) => {
      const said = acknowledgement.parse(json);
      const before = request.acknowledged;
      if (before !== undefined && before.reference !== said.reference)
        throw new Error(`one key, two references: ${before.reference} and ${said.reference}`);
      request.acknowledged = said;
    },
    surprise: (what: string) => odd.set(what, (odd.get(what) ?? 0) + 1),
  };
};

export type Ledger = ReturnType<typeof openLedger>;
