import type { Command } from '../../src/verbs/command.ts';
import { type ActionInput, actionInput, sentence } from './action.ts';
import { renderYaml } from './yaml.ts';

/** One step of the root action. */
export interface Step {
  readonly verb: string;
  readonly if?: string;
  /** What the step gets beside the inputs that have the same name; `steps.<verb>.outputs.<name>` wires steps. */
  readonly with?: Readonly<Record<string, string>>;
  /** Inputs of the verb that the root action does not pass on. */
  readonly without?: readonly string[];
}

/** What the root action is made of; everything else comes from the command table. */
export interface Composition {
  readonly description: string;
  readonly steps: readonly Step[];
  /** Inputs in the order of the metadata file; each is passed to every step whose verb has it. */
  readonly inputs: readonly string[];
  /** Inputs that mean more here than in the verb that has them. */
  readonly described: Readonly<Record<string, string>>;
  /** Outputs of a step that have another name here: verb → its output → name here. */
  readonly outputNames: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Inputs that have another name than that of the verb: name here → [verb, its input]. */
  readonly renamed: Readonly<Record<string, readonly [verb: string, input: string]>>;
}

/** The metadata of the root action. Throws when the composition names an input or output that no verb has. */
export function renderComposite(composition: Composition, commands: readonly Command[]): string {
  const steps = composition.steps.map((step) => ({ ...step, command: commandOf(step.verb, commands) }));
  const names = [...composition.inputs, ...Object.keys(composition.renamed)];
  return renderYaml({
    name: 'Kusto Rebuild',
    description: composition.description,
    author: 'kusto-rebuild contributors',
    branding: { icon: 'database', color: 'blue' },
    inputs: Object.fromEntries(names.map((name) => [name, compositeInput(name, composition, steps)])),
    outputs: outputsOf(steps, composition),
    runs: { using: 'composite', steps: steps.map((step) => renderStep(step, composition, commands)) },
  });
}

type FullStep = Step & { readonly command: Command };

function commandOf(verb: string, commands: readonly Command[]): Command {
  const command = commands.find(({ name }) => name === verb);
  if (command === undefined) throw new Error(`The composition has a step for "${verb}", which is no verb.`);
  return command;
}

function compositeInput(name: string, { renamed, described }: Composition, steps: readonly FullStep[]): ActionInput {
  const [verb, own] = renamed[name] ?? [undefined, name];
  const found = steps.find(
    ({ command }) => (verb === undefined || command.name === verb) && Object.hasOwn(command.inputs, own),
  );
  const input = found?.command.inputs[own];
  if (input === undefined) throw new Error(`The composition has an input "${name}" that no step takes.`);
  return actionInput({ ...input, describe: described[name] ?? input.describe });
}

/** Outputs keep their names unless the composition gives them another; the first step that has a name gives it. */
function outputsOf(steps: readonly FullStep[], { outputNames }: Composition): Readonly<Record<string, object>> {
  const outputs = new Map<string, object>();
  for (const { command } of steps) {
    for (const { name, describe } of command.outputs) {
      const shown = outputNames[command.name]?.[name] ?? name;
      const value = expression(`steps.${command.name}.outputs.${name}`);
      if (!outputs.has(shown)) outputs.set(shown, { description: sentence(describe), value });
    }
  }
  return Object.fromEntries(outputs);
}

function renderStep(step: FullStep, composition: Composition, commands: readonly Command[]): object {
  const wired = Object.entries(step.with ?? {});
  for (const [name, value] of wired) checkWire(step, name, value, commands);
  const passed = composition.inputs
    .filter((name) => takes(step, name))
    .map((name) => [name, expression(`inputs.${name}`)]);
  const renamed = Object.entries(composition.renamed).flatMap(([name, [verb, own]]) =>
    verb === step.verb ? [[own, expression(`inputs.${name}`)]] : [],
  );
  return {
    id: step.verb,
    ...(step.if === undefined ? {} : { if: expression(step.if) }),
    uses: `$/actions/${step.verb}`,
    with: Object.fromEntries([...passed, ...renamed, ...wired.map(([name, value]) => [name, expression(value)])]),
  };
}

function takes(step: FullStep, input: string): boolean {
  return (
    Object.hasOwn(step.command.inputs, input) &&
    !(step.without ?? []).includes(input) &&
    !Object.hasOwn(step.with ?? {}, input)
  );
}

function checkWire({ verb, command }: FullStep, name: string, value: string, commands: readonly Command[]): void {
  if (!Object.hasOwn(command.inputs, name)) throw new Error(`The verb "${verb}" has no input "${name}".`);
  for (const [, from = '', output = ''] of value.matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/g)) {
    const known = commandOf(from, commands).outputs.some((candidate) => candidate.name === output);
    if (!known) throw new Error(`The verb "${from}" has no output "${output}".`);
  }
}

function expression(text: string): string {
  return `\${{ ${text} }}`;
}
