import { loadFunctions } from "../../infra/local/functions.ts";
import { createGateway } from "../../infra/local/gateway.ts";
import { listen } from "../../infra/local/listen.ts";
import { localStage } from "../../infra/stages.ts";
import { at, plusSeconds } from "../../shared/domain/instant.ts";
import { answerParent } from "./answer-parent.ts";

/** The request function's deployed bundle behind the gateway that `npm start` puts before it. */
const [, , bundles = "", port = "0"] = process.argv;

/** A working morning: the times at which one can be rung do not depend on when the bench runs. */
const startsAt = at("2026-11-23T10:00:00Z");
const startedMs = performance.now();
const clock = () => plusSeconds(startsAt, Math.floor((performance.now() - startedMs) / 1000));

const { request } = await loadFunctions(bundles);
const gateway = createGateway({
  handler: request(clock),
  telephone: localStage.hub.telephone,
});
answerParent({ port: await listen(gateway, Number(port)) });
