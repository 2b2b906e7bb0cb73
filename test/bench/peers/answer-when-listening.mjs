import { answerParent } from "../answer-parent.ts";

/** Listens on a free port of this machine only, and says which. */
export const answerWhenListening = (server) => {
  server.listen(0, "127.0.0.1", () => answerParent({ port: server.address().port }));
};
