import type { Problem } from '../domain/problem.ts';
import type { Block, TableColumn } from './blocks.ts';
import { escapeTerminal, oneLine } from './escape.ts';
import { positionOf } from './markdown.ts';

/** Whether the reader sees colours. */
export type Palette = 'plain' | 'colour';

type Paint = (style: keyof typeof codes, text: string) => string;

const codes = { bold: 1, red: 31, cyan: 36 } as const;

/** Plain text for a terminal; tables are aligned. Colours only on request. */
export function renderText(blocks: readonly Block[], palette: Palette): string {
  const paint: Paint = (style, text) => (palette === 'plain' ? text : `\u001b[${codes[style]}m${text}\u001b[0m`);
  return `${blocks.map((block) => renderBlock(block, paint)).join('\n\n')}\n`;
}

function renderBlock(block: Block, paint: Paint): string {
  switch (block.kind) {
    case 'heading':
      return paint('bold', oneLine(block.text));
    case 'sentence':
      return escapeTerminal(block.text);
    case 'facts':
      return renderFacts(block.facts);
    case 'table':
      return renderTable(block.columns, block.rows, paint);
    case 'code':
      return indent(escapeTerminal(block.text.replace(/\n$/, '')));
    case 'problem':
      return renderProblem(block.problem, paint);
    case 'next-step':
      return renderNextStep(block.text, block.command, paint);
    case 'fold':
      return [
        paint('bold', oneLine(block.title)),
        ...block.blocks.map((inner) => indent(renderBlock(inner, paint))),
      ].join('\n');
  }
}

function renderFacts(facts: readonly (readonly [string, string])[]): string {
  const width = Math.max(0, ...facts.map(([name]) => widthOf(oneLine(name))));
  return facts.map(([name, value]) => `${pad(oneLine(name), width, 'left')}  ${oneLine(value)}`).join('\n');
}

function renderTable(columns: readonly TableColumn[], rows: readonly (readonly string[])[], paint: Paint): string {
  const cells = rows.map((row) => columns.map((_, index) => oneLine(row[index] ?? '')));
  const widths = columns.map((column, index) =>
    widest([oneLine(column.title), ...cells.map((row) => row[index] ?? '')]),
  );
  const line = (row: readonly string[]): string =>
    columns
      .map((column, index) => pad(row[index] ?? '', widths[index] ?? 0, column.align ?? 'left'))
      .join('  ')
      .trimEnd();
  return [paint('bold', line(columns.map((column) => oneLine(column.title)))), ...cells.map(line)].join('\n');
}

function widest(texts: readonly string[]): number {
  return texts.reduce((width, text) => Math.max(width, widthOf(text)), 0);
}

function renderProblem(problem: Problem, paint: Paint): string {
  const lines = [
    problem.at === undefined ? '' : positionOf(problem.at),
    problem.detail ?? '',
    problem.next === undefined ? '' : `Next: ${problem.next}`,
    problem.activityId === undefined ? '' : `Activity id: ${problem.activityId}`,
  ].filter((line) => line !== '');
  const title = `${paint('red', problem.code)}: ${oneLine(problem.summary)}`;
  return [title, ...lines.map((line) => indent(escapeTerminal(line)))].join('\n');
}

function renderNextStep(text: string, command: string | undefined, paint: Paint): string {
  const sentence = `${paint('cyan', 'Next:')} ${escapeTerminal(text)}`;
  return command === undefined ? sentence : `${sentence}\n${indent(escapeTerminal(command))}`;
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}

function pad(text: string, width: number, align: 'left' | 'right'): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'right' ? space + text : text + space;
}

/** Counted in code points: close enough for names, and never too small for latin ones. */
function widthOf(text: string): number {
  return [...text].length;
}
