import type { Finding } from './finding.ts';
import type { Manifest, TableManifest } from './manifest.ts';

/** Why a snapshot may lack rows or values of a table. */
export interface Doubt {
  /** `form`: values may not come back from the files, which reading every value settles. `rows`: nothing settles it but another snapshot. */
  readonly about: 'rows' | 'form';
  /** A clause without full stop. */
  readonly why: string;
}

/**
 * What a snapshot itself says against its copy of a table: that it is fuzzy, that a column was never proven to come back, and every finding about the table or
 * about the whole database that left something unknown. Empty only where the table is held exactly; whoever trusts the copy asks here.
 */
export function doubtsOf({ findings }: Pick<Manifest, 'findings'>, table: TableManifest): readonly Doubt[] {
  const own = findings.filter((finding) => concerns(finding, table.name) && leavesUnknown(finding));
  const isFormTold = own.some(isAboutForm);
  const unproven = table.columns.filter(({ fidelity }) => fidelity === 'unproven').map(({ name }) => name);
  return [
    ...(table.exactness.kind === 'exact'
      ? []
      : [{ about: 'rows', why: `it is fuzzy: ${table.exactness.reason}` } as const]),
    ...own.map((finding): Doubt => ({ about: isAboutForm(finding) ? 'form' : 'rows', why: clauseOf(finding) })),
    ...(unproven.length === 0 || isFormTold
      ? []
      : [
          {
            about: 'form',
            why: `values of ${unproven.join(', ')} were not proven to come back from its files`,
          } as const,
        ]),
  ];
}

function concerns({ table }: Finding, name: string): boolean {
  return table === undefined || table === name;
}

/** What forbids a snapshot is in none of this version; in one of another it is no better than what leaves it unknown. */
function leavesUnknown({ severity }: Finding): boolean {
  return severity === 'unknown' || severity === 'refuses';
}

function isAboutForm({ name }: Finding): boolean {
  return name === 'unproven-form';
}

function clauseOf({ name, summary }: Finding): string {
  return `${name}: ${summary.replace(/\.$/, '')}`;
}
