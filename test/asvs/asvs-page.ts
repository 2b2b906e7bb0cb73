import type { Requirement } from "./requirement-map.ts";

const levels = [1, 2] as const;

/** docs/asvs.md: how to read the map, the counts, and everything that is open. */
export const asvsPage = (requirements: readonly Requirement[]): string => {
  const rows = levels.map((level) => {
    const own = requirements.filter((one) => one.level === level);
    const met = own.filter((one) => "does" in one).length;
    const not = own.filter((one) => "appliesNot" in one).length;
    const open = own.filter((one) => "open" in one).length;
    return `| ${level} | ${own.length} | ${met} | ${not} | ${open} |`;
  });
  const open = requirements.flatMap((one) =>
    "open" in one ? [`| ${one.id} | ${one.level} | ${one.open} |`] : [],
  );
  return `# OWASP ASVS 5.0, levels 1 and 2

\`docs/asvs.json\` has an entry for each requirement, by its number in the standard: what the service does, with the tests
(\`file > a part of the title\`) or documents that show it; or why it does not apply; or what is still open. A test fails
for a requirement without an entry, a test or document that is not there, and an entry that is two things at once. This
page is written from it by \`npx vitest run --project unit test/asvs -u\`; the same test holds it true.

The judgement is the makers' own: nobody from outside has looked. Tests of the stack read the template; nothing has been
deployed.

| level | requirements | met | does not apply | open |
| --- | --- | --- | --- | --- |
${rows.join("\n")}

## Open
| requirement | level | what is missing |
| --- | --- | --- |
${open.join("\n")}
`;
};
