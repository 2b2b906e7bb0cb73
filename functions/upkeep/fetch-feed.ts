/** What a fetched feed may cost. GOV.UK's is 20 kB and takes less than a second. */
export type FetchLimits = { readonly milliseconds: number; readonly bytes: number };

const usualLimits: FetchLimits = { milliseconds: 10_000, bytes: 1_000_000 };

/** The text of a feed, or one sentence that says why there is none. */
export type Fetched = { readonly text: string } | { readonly because: string };

/** Reads no further than the limit, whatever length was announced. */
const textOf = async (body: ReadableStream<Uint8Array>, most: number) => {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const piece of body) {
    bytes += piece.byteLength;
    if (bytes > most) return undefined;
    text += decoder.decode(piece, { stream: true });
  }
  return text + decoder.decode();
};

/** Fetches a feed within limits. Never rejects: a feed that cannot be had is a reason, not a failure. */
export const fetchFeed = async (
  address: string,
  { milliseconds, bytes }: FetchLimits = usualLimits,
): Promise<Fetched> => {
  const signal = AbortSignal.timeout(milliseconds);
  try {
    const answer = await fetch(address, {
      signal,
      redirect: "error",
      headers: { Accept: "application/json" },
    });
    if (answer.status !== 200 || answer.body === null) {
      await answer.body?.cancel();
      return { because: `the feed answered ${answer.status}` };
    }
    const text = await textOf(answer.body, bytes);
    return text === undefined ? { because: `the feed is larger than ${bytes} bytes` } : { text };
  } catch {
    return {
      because: signal.aborted
        ? `the feed took longer than ${milliseconds / 1000} seconds`
        : "the feed cannot be reached, or has moved",
    };
  }
};
