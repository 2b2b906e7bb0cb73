import { dirname, join } from "node:path";
import { App } from "aws-cdk-lib";
import { bundle } from "./bundle.ts";
import { generatePages } from "./generate-pages.ts";
import { ConsultationStack } from "./stack.ts";
import { stages } from "./stages.ts";

const app = new App();

await generatePages();

for (const [name, settings] of Object.entries(stages)) {
  // Beside what is synthesised, so that two at once do not write over each other.
  const bundles = join(dirname(app.outdir), ".bundles", name);
  await bundle(settings, bundles);
  new ConsultationStack(app, `consultation-${name}`, { settings, bundles });
}
