import type { Problem, SourcePosition } from '../domain/problem.ts';
import type { Block, TableColumn } from './blocks.ts';
import { codeBlock, codeSpan, escapeMarkdown } from './escape.ts';
import { renderWithin, summaryLimitBytes } from './limits.ts';

/** GitHub-flavoured markdown of at most `limitBytes`; says what was cut. */
export function renderMarkdown(blocks: readonly Block[], limitBytes: number = summaryLimitBytes): string {
  return renderWithin(blocks, renderBlock, limitBytes);
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `## ${escapeMarkdown(block.text)}`;
    case 'sentence':
      return escapeMarkdown(block.text);
    case 'facts':
      return block.facts.map(([name, value]) => `- **${escapeMarkdown(name)}**: ${escapeMarkdown(value)}`).join('\n');
    case 'table':
      return renderTable(block.columns, block.rows);
    case 'code':
      return codeBlock(block.language, block.text);
    case 'problem':
      return renderProblem(block.problem);
    case 'next-step':
      return renderNextStep(block.text, block.command);
    case 'fold':
      return `<details><summary>${escapeMarkdown(block.title)}</summary>\n\n${block.blocks.map(renderBlock).join('\n\n')}\n\n</details>`;
  }
}

function renderTable(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): string {
  const rule = columns.map((column) => (column.align === 'right' ? '---:' : '---'));
  return [columns.map((column) => escapeMarkdown(column.title)), rule, ...rows.map((row) => row.map(escapeMarkdown))]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function renderProblem(problem: Problem): string {
  const lines = [
    `**${escapeMarkdown(problem.summary)}** (${problem.code})`,
    problem.at === undefined ? '' : codeSpan(positionOf(problem.at)),
    escapeLines(problem.detail ?? ''),
    problem.next === undefined ? '' : `Next: ${escapeMarkdown(problem.next)}`,
    problem.activityId === undefined ? '' : `Activity id: ${codeSpan(problem.activityId)}`,
  ];
  return lines
    .filter((line) => line !== '')
    .map((line) => `> ${line}`)
    .join('  \n');
}

function escapeLines(text: string): string {
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map(escapeMarkdown)
    .join('<br>');
}

function renderNextStep(text: string, command: string | undefined): string {
  const sentence = `**Next:** ${escapeMarkdown(text)}`;
  return command === undefined ? sentence : `${sentence}\n\n${codeBlock('shell', command)}`;
}

/** `file:line:column`, as editors understand it. */
export function positionOf(at: SourcePosition): string {
  return [at.file, at.line, at.column].filter((part) => part !== undefined).join(':');
}
