const directivesOf = (policy: string) =>
  new Map(
    policy.split(";").flatMap((directive) => {
      const [name, ...sources] = directive.trim().toLowerCase().split(/\s+/);
      return name === undefined || name === "" ? [] : [[name, sources.join(" ")] as const];
    }),
  );

const policyFindings = (policy: string): readonly string[] => {
  const directives = directivesOf(policy);
  const unsafe = [...directives].filter(([, sources]) => /'unsafe-|\*/.test(sources));
  return [
    ...(directives.get("default-src") === "'none'" ? [] : ["no default-src 'none'"]),
    ...(directives.get("frame-ancestors") === "'none'" ? [] : ["no frame-ancestors 'none'"]),
    // Neither of these two falls back to default-src.
    ...(directives.get("base-uri") === "'none'" ? [] : ["no base-uri 'none'"]),
    ...(directives.has("form-action") ? [] : ["no form-action"]),
    ...unsafe.map(([name, sources]) => `${name} allows ${sources}`),
  ].map((finding) => `content-security-policy: ${finding}`);
};

/** What an answer's headers lack of "strict pages" (S9 of the promises). Names in lower case. */
export const headerFindings = (headers: Readonly<Record<string, string>>): readonly string[] => [
  ...policyFindings(headers["content-security-policy"] ?? ""),
  ...(
    [
      ["cache-control", "no-store"],
      ["x-robots-tag", "noindex"],
      ["x-content-type-options", "nosniff"],
    ] as const
  ).flatMap(([name, wanted]) =>
    (headers[name] ?? "").toLowerCase().includes(wanted) ? [] : [`${name}: not ${wanted}`],
  ),
];
