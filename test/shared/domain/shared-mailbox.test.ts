import { describe, expect, it } from "vitest";
import { isSharedMailbox } from "../../../shared/domain/shared-mailbox.ts";

/** By where one meets them: a letter about a worry must not lie open in any of these. */
const names = {
  anywhere:
    "admin administration administrator contact enquiries enquiry general hello help info information mail manager office post reception secretary staff support team",
  "a school": "dsl head headteacher principal safeguarding school schooloffice senco nursery",
  "a practice": "practice surgery",
  "an organisation": "careers finance hr",
};

describe.each(Object.entries(names))("a mailbox that colleagues read, at %s", (_, list) => {
  it.each(list.split(" "))("%s@", (name) => {
    expect(isSharedMailbox(`${name}@organisation.example`)).toBe(true);
  });
});

describe("a shared mailbox is known by its name", () => {
  it("however it is written: capitals, dots, dashes and numbers do not count", () => {
    for (const address of [
      "Office@school.example",
      "HEAD.TEACHER@school.example",
      "school-office@school.example",
      "school_office2@school.example",
      "info.1@charity.example",
    ])
      expect(isSharedMailbox(address), address).toBe(true);
  });

  it("which is all before the last @", () => {
    expect(isSharedMailbox('"office"@school.example')).toBe(true);
    expect(isSharedMailbox('"@office"@school.example')).toBe(true);
    expect(isSharedMailbox('"r.hart@office"@school.example')).toBe(false);
  });

  it("and not by a part of it, nor by where it is", () => {
    for (const address of [
      "r.hart@school.example",
      "headley@school.example",
      "a.head@school.example",
      "officer@school.example",
      "r.hart@office.example",
      "office.hart@school.example",
      "@school.example",
      "office",
      "",
    ])
      expect(isSharedMailbox(address), address).toBe(false);
  });
});
