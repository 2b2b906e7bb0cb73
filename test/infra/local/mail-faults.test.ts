import { expect, test } from "vitest";
import { createMailFaults } from "../../../infra/local/mail-faults.ts";

test.each([
  ["success@simulator.amazonses.com", "deliver"],
  ["bounce@simulator.amazonses.com", "bounce"],
  ["bounce+any-label@simulator.amazonses.com", "bounce"],
  ["Complaint@simulator.amazonses.com", "complain"],
  ["ooto@simulator.amazonses.com", "auto-reply"],
  ["constructor@simulator.amazonses.com", "deliver"],
  ["bounce@simulator.amazonses.com.example", "deliver"],
  ["bounce@mash.example", "deliver"],
])("%s means what it means to SES: %s", (address, fate) => {
  expect(createMailFaults().fateOf(address)).toBe(fate);
});

test("what somebody has said counts more than what the address means", () => {
  const faults = createMailFaults();
  faults.set({ to: "bounce@simulator.amazonses.com", does: "hang" });
  expect(faults.fateOf("bounce@simulator.amazonses.com")).toBe("hang");
});
