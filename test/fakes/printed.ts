/** Everything that `act` makes this process print, by whatever way: what a log would have kept. */
export const printed = async (act: () => unknown): Promise<string> => {
  const chunks: string[] = [];
  const streams = [process.stdout, process.stderr] as const;
  const before = streams.map((stream) => stream.write);
  for (const stream of streams)
    stream.write = (chunk: string | Uint8Array, ...rest: readonly unknown[]) => {
      chunks.push(typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8"));
      const done = rest.at(-1);
      if (typeof done === "function") done();
      return true;
    };
  try {
    await act();
  } finally {
    streams.forEach((stream, place) => {
      stream.write = before[place] ?? stream.write;
    });
  }
  return chunks.join("");
};
