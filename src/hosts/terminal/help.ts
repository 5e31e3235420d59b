import { exitCodes } from '../../domain/exit-code.ts';
import type { Command, Input } from '../../verbs/command.ts';
import { commonFlags } from './arguments.ts';
import { variableOf } from './variables.ts';

/** What the groups of verbs are for, in the order of the help. */
export const groups = {
  start: 'Start',
  change: 'Change',
  keep: 'Keep',
  prove: 'Prove',
  recover: 'Recover',
  workflow: 'In workflows',
} as const satisfies Record<Command['group'], string>;

type Row = readonly [name: string, text: string];

/** The help of the program: verbs by group. */
export function programHelp(commands: readonly Command[]): string {
  const sections = Object.entries(groups).flatMap(([group, title]) => {
    const verbs = commands.filter((command) => command.group === group && command.hosts.includes('cli'));
    return verbs.length === 0
      ? []
      : [
          section(
            title,
            verbs.map((command): Row => [command.name, command.summary]),
          ),
        ];
  });
  return page([
    'kusto-rebuild: backup, deploy and restore for Azure Data Explorer (Kusto)',
    'Usage: kusto-rebuild <verb> [flags]\n       kusto-rebuild <verb> --help',
    ...sections,
    section('Flags of every verb', commonRows()),
    exitCodeSection(),
  ]);
}

/** The help of one verb: inputs with their rules and defaults, outputs of the JSON document, exit codes. */
export function verbHelp(command: Command): string {
  const inputs = Object.entries(command.inputs);
  return page([
    `kusto-rebuild ${command.name}: ${command.summary}`,
    `Usage: kusto-rebuild ${[command.name, ...inputs.flatMap(([name, input]) => (input.required ? [flagOf(name, input)] : [])), '[flags]'].join(' ')}`,
    section(
      'Inputs',
      inputs.map(([name, input]): Row => [flagOf(name, input), ruleOf(input)]),
    ),
    `A flag that is not given is taken from the environment, for example ${variableOf(inputs[0]?.[0] ?? 'cluster')}${inputs.some(([, { config }]) => config !== undefined) ? ', or from kusto-rebuild.yml' : ''}.`,
    section(
      'Outputs in the JSON document',
      command.outputs.map((output): Row => [output.name, output.describe]),
    ),
    section('Flags of every verb', commonRows()),
    exitCodeSection(),
  ]);
}

/** What is allowed, in words, after the description: required, choices, default. */
export function ruleOf(input: Input): string {
  const parts = [
    input.required === true ? 'required' : '',
    input.type === 'choice' ? `one of ${input.choices.join(', ')}` : '',
    input.type === 'count' ? `a whole number${input.most === undefined ? '' : ` up to ${input.most}`}` : '',
    input.type === 'datetime' ? 'a day or a time in UTC, 2026-11-20T09:10:00Z' : '',
    input.type === 'list' ? 'separated by commas, or given several times' : '',
    input.type === 'tokens' ? 'may be given several times' : '',
    'default' in input && input.default !== undefined ? `default ${input.default}` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? input.describe : `${input.describe} (${parts.join('; ')})`;
}

const valueWords: Readonly<Partial<Record<Input['type'], string>>> = {
  choice: 'word',
  count: 'number',
  datetime: 'time',
  tokens: 'NAME=value',
};

function flagOf(name: string, input: Input): string {
  if (input.type === 'switch') return `--${name}`;
  return `--${name} <${valueWords[input.type] ?? input.type}>`;
}

function commonRows(): readonly Row[] {
  return Object.entries(commonFlags).map(([name, text]) => [`--${name}`, text]);
}

function exitCodeSection(): string {
  const rows = Object.entries(exitCodes).map(([code, { meaning }]): Row => [code, meaning]);
  return section('Exit codes', rows);
}

function section(title: string, rows: readonly Row[]): string {
  if (rows.length === 0) return '';
  const width = Math.max(...rows.map(([name]) => name.length));
  return [`${title}:`, ...rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`)].join('\n');
}

function page(sections: readonly string[]): string {
  return `${sections.filter((part) => part !== '').join('\n\n')}\n`;
}
