import { describe, expect, test } from "vitest";
import { localStage } from "../../infra/stages.ts";
import { isLoopback, settingsSchema } from "../../shared/settings.ts";

const isTaken = (change: object) =>
  settingsSchema.safeParse({ ...localStage, signIn: { ...localStage.signIn, ...change } }).success;

describe("the sign-in settings", () => {
  test("take a provider over https, and over plain http only on this machine", () => {
    for (const issuer of [
      "https://login.microsoftonline.com/5b1f2b8e-5f0c-4f2d-9d0e-4f1f3c1f9a11/v2.0",
      "https://id.council.example",
      "http://localhost:3003",
      "http://127.0.0.1:3003",
      "http://[::1]:3003",
    ])
      expect(isTaken({ issuer }), issuer).toBe(true);
    for (const issuer of [
      "http://id.council.example",
      "http://localhost.council.example",
      "http://localhost@council.example",
      "http://127.0.0.1.council.example",
      "ftp://localhost",
      "localhost:3003",
      "not an address",
      "",
    ])
      expect(isTaken({ issuer }), issuer).toBe(false);
  });

  test("refuse Entra ID's addresses that name no tenant", () => {
    for (const tenant of ["common", "organizations", "consumers", "Common"])
      expect(isTaken({ issuer: `https://login.microsoftonline.com/${tenant}/v2.0` })).toBe(false);
  });

  test("name each role once", () => {
    expect(isTaken({ roles: { duty: "a", manager: "b", auditor: "a" } })).toBe(false);
    expect(isTaken({ roles: { duty: "a", manager: "b" } })).toBe(false);
    expect(isTaken({ roles: { duty: "a", manager: "b", auditor: "" } })).toBe(false);
    expect(isTaken({ roles: { duty: "a", manager: "b", auditor: "c" } })).toBe(true);
  });

  test("know this machine by its exact name only", () => {
    expect(isLoopback("http://LOCALHOST:1/x")).toBe(true);
    expect(isLoopback("http://localhost.example")).toBe(false);
    expect(isLoopback("nothing")).toBe(false);
  });
});
