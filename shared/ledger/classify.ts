import { basename } from 'node:path';
import { type Lesson, lessonOfFile, lessonOfModule, lessons } from './lessons.ts';
import type { ModuleGraph } from './module-graph.ts';
import { type Statement, statementsOf } from './statements.ts';

/** Lines of code by the lesson to which they belong. */
export type LinesByLesson = Record<Lesson, number>;

export const noLines = (): LinesByLesson =>
  Object.fromEntries(lessons.map((lesson) => [lesson, 0])) as LinesByLesson;

export const sumOf = (lines: LinesByLesson): number => lessons.reduce((sum, each) => sum + lines[each], 0);

/** Whether a file wires a service of a form. It has lines of several lessons therefore. */
const isEntry = (path: string): boolean =>
  /^(microservice|serverless|.+\.(action|process))\.ts$/.test(basename(path));

/** What is needed to classify the files of a service. */
export interface Surroundings {
  graph: ModuleGraph;
  /** The files that only one form of the service reaches. */
  differing: ReadonlySet<string>;
}

/**
 * The lines of code of a file that only one form reaches, by lesson.
 *
 * An entry is read by statements: each belongs to the lesson of the first name in it that comes from a module with a lesson, or from
 * another file that only one form reaches. All lines of another file belong to one lesson: that of the table of files, else that of its
 * own path, else the first of `lessons` that one of its imports has.
 */
export function classify(path: string, text: string, surroundings: Surroundings): LinesByLesson {
  const lines = noLines();
  const statements = statementsOf(text);
  const lessonOf = isEntry(path)
    ? lessonsOfNames(path, statements, surroundings)
    : () => lessonOfWhole(path, surroundings.graph);
  for (const statement of statements) lines[lessonOf(statement)] += statement.lines;
  return lines;
}

function lessonOfWhole(path: string, graph: ModuleGraph): Lesson {
  const own = lessonOfFile(path) ?? lessonOfModule(path);
  if (own !== undefined) return own;
  const imported = new Set((graph.get(path) ?? []).map((each) => lessonOfModule(each.path)));
  return lessons.find((lesson) => imported.has(lesson)) ?? 'other';
}

/** Tells the lesson of a statement of an entry by the names that the entry imports. */
function lessonsOfNames(
  path: string,
  statements: readonly Statement[],
  { graph, differing }: Surroundings,
): (statement: Statement) => Lesson {
  const known = new Map<string, Lesson>();
  for (const { imports, names } of statements) {
    if (imports === undefined) continue;
    const target = graph.get(path)?.find(({ specifier }) => specifier === imports)?.path ?? imports;
    const lesson = differing.has(target) ? lessonOfWhole(target, graph) : lessonOfModule(target);
    if (lesson !== undefined) for (const name of names) known.set(name, lesson);
  }
  return ({ names }) => names.flatMap((name) => known.get(name) ?? []).at(0) ?? 'other';
}
