import type { Problem } from '../domain/problem.ts';

/** A report is data; markdown, terminal text and JSON are renderings of the same value. Texts may hold foreign names: renderers escape. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'sentence'; readonly text: string }
  | { readonly kind: 'facts'; readonly facts: readonly (readonly [name: string, value: string])[] }
  | { readonly kind: 'table'; readonly columns: readonly TableColumn[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'code'; readonly language: 'kusto' | 'shell' | 'text'; readonly text: string }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'next-step'; readonly text: string; readonly command?: string }
  | { readonly kind: 'fold'; readonly title: string; readonly blocks: readonly Block[] };

export interface TableColumn {
  readonly title: string;
  readonly align?: 'left' | 'right';
}
