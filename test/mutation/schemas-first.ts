import { readAnswer } from "../../shared/domain/answer-schema.ts";
import { questions } from "../../shared/domain/questions.ts";
import { defaultHub } from "../shared/domain/hubs.ts";

// A question's schema is built when it is first read, and then kept. Built here, before any test, a change
// in it is tried on all tests; else only on whichever test happened to be the first.
for (const question of questions)
  readAnswer(question, undefined, { hub: defaultHub, today: "2026-11-23" });
