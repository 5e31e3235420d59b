import type { Column } from '../column.ts';
import type { Facets, ObjectKey } from './model.ts';

/** One command that brings an object nearer to what it is to be, before it is written. Names and texts are as the user means them, unquoted. */
export type SchemaEdit =
  | {
      readonly kind: 'create-table';
      readonly table: string;
      readonly columns: readonly Column[];
      readonly folder: string;
      readonly docstring: string;
    }
  | { readonly kind: 'add-columns'; readonly table: string; readonly columns: readonly Column[] }
  | { readonly kind: 'drop-columns'; readonly table: string; readonly columns: readonly string[] }
  | { readonly kind: 'retype-column'; readonly table: string; readonly column: Column }
  /** All columns of the table, in their new order; folder and docstring are set by the same command. */
  | {
      readonly kind: 'order-columns';
      readonly table: string;
      readonly columns: readonly Column[];
      readonly folder: string;
      readonly docstring: string;
    }
  | { readonly kind: 'describe'; readonly key: ObjectKey; readonly what: 'folder' | 'docstring'; readonly text: string }
  | {
      readonly kind: 'describe-columns';
      readonly table: string;
      readonly docstrings: readonly { readonly column: string; readonly text: string }[];
    }
  /** Absent: the default of the type. */
  | { readonly kind: 'encode-column'; readonly table: string; readonly column: string; readonly encoding?: string }
  | {
      readonly kind: 'put-mapping';
      readonly table: string;
      readonly format: string;
      readonly name: string;
      readonly mapping: string;
    }
  | { readonly kind: 'drop-mapping'; readonly table: string; readonly format: string; readonly name: string }
  /** The value as `canonical-policy.ts` spells it. */
  | { readonly kind: 'set-policy'; readonly key: ObjectKey; readonly policy: string; readonly value: string }
  | { readonly kind: 'delete-policy'; readonly key: ObjectKey; readonly policy: string }
  | {
      readonly kind: 'grant' | 'revoke';
      readonly key: ObjectKey;
      readonly role: string;
      readonly principals: readonly string[];
    }
  | {
      readonly kind: 'put-function';
      readonly name: string;
      readonly parameters: string;
      readonly body: string;
      readonly folder: string;
      readonly docstring: string;
      readonly view: 'yes' | 'no';
    }
  | {
      readonly kind: 'create-view' | 'alter-view';
      readonly name: string;
      readonly source: string;
      readonly query: string;
      readonly given: ReadonlyMap<string, string>;
    }
  /** A definition, which is always taken from the files. */
  | { readonly kind: 'define'; readonly key: ObjectKey }
  | { readonly kind: 'enable-export' | 'disable-export'; readonly name: string }
  | { readonly kind: 'drop'; readonly key: ObjectKey };

/** Writes the command that defines an external table or a continuous export, without what the service does not show; undefined where it shows too little. Sends nothing. */
export type WriteDefinition = (key: ObjectKey, facets: Facets) => string | undefined;

/** Writes the text of one management command. Sends nothing. */
export type WriteEdit = (edit: SchemaEdit) => string;
