import { apps } from '#apps/apps';
import { forms } from '#shared/app/addresses';
import { baseOf, largeOf } from './form.ts';
import type { Manifest } from './pod.ts';

/** A class of the package kubernetes-models, which checks a manifest by the schema that Kubernetes publishes. */
type Model = new (manifest: Manifest) => { validate(): void };

/** What is wrong with the manifests of all applications, a sentence each. */
export async function wrongManifests(): Promise<string[]> {
  const manifests = Object.values(apps).flatMap(({ app }) =>
    forms.flatMap((form) => Object.values({ ...baseOf(app, form), ...largeOf(app, form) }).flat()),
  );
  const problems: string[] = [];
  for (const manifest of manifests) {
    const problem = await problemOf(manifest);
    if (problem !== undefined) problems.push(`${manifest.kind} ${manifest.metadata.name}: ${problem}`);
  }
  return problems;
}

/** What the schema of a manifest's kind says about it; undefined when it is valid. */
export async function problemOf(manifest: Manifest): Promise<string | undefined> {
  const models: Record<string, Model> = await import(
    `kubernetes-models/${manifest.apiVersion}/${manifest.kind}`
  );
  const Model = models[manifest.kind];
  if (Model === undefined) return 'is not a kind that kubernetes-models has';
  try {
    new Model(manifest).validate();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
