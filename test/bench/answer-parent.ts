/** What a measured process has used so far. */
export type Used = { readonly rssBytes: number; readonly cpuMs: number };

/** Says on standard output that this process is ready, and tells its parent what it uses when asked. */
export const answerParent = (ready: object): void => {
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    process.send?.({
      rssBytes: process.memoryUsage.rss(),
      cpuMs: (user + system) / 1000,
    } satisfies Used);
  });
  // A bench that was killed must not leave its servers behind.
  process.on("disconnect", () => process.exit(0));
  process.stdout.write(`${JSON.stringify(ready)}\n`);
};
